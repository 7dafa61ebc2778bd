/**
 * The network between the harness and its nodes, as far as faults can reach into it. In front of each node stands a
 * {@link dev.skewer.targets.node.network.TcpProxy}, to which clients connect instead; what is wrong with the way between the two is
 * a {@link dev.skewer.workloads.target.LinkCondition}, imposed and lifted while connections are open.
 *
 * <p>From below: {@code EventLoop} (one thread for all), {@code Entrance} (where clients connect), {@code FrameScanner} and
 * {@code RequestDuplication} (whole messages in a stream), {@code Pipe} (one direction of a connection), {@code ProxiedConnection}
 * (both), {@code Link} (all connections of a node, and what is wrong with them), {@code TcpProxy}, {@code ProxyNetwork} (those of
 * all nodes).
 */
@NullMarked
package dev.skewer.targets.node.network;

import org.jspecify.annotations.NullMarked;
