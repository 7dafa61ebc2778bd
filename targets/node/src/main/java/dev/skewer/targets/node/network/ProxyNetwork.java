package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.LinkCondition;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of each of several nodes, for faults of the network. Clients connect to {@link #address} instead of to the
 * node, and what passes between the two is delayed, held, cut off, sent twice and so on while a {@link LinkCondition} is imposed.
 *
 * <p>One thread moves the bytes of all connections. Closing ends it and resets all connections. All methods may be called from
 * any thread, and what they do has been done when they return.
 */
public final class ProxyNetwork implements Controls.FramedNetwork, Controls.Partitions, AutoCloseable {
    /** What a proxy stands in front of. */
    @FunctionalInterface
    public interface Server {
        /** Where it listens now; null if it does not. */
        @Nullable InetSocketAddress address();
    }

    private final EventLoop loop = new EventLoop("proxy");
    private final List<Link> links;
    private final boolean isFramed;

    private ProxyNetwork(List<? extends Server> nodes, boolean isFramed, SplittableRandom random) {
        this.isFramed = isFramed;
        this.links = loop.call(() -> {
            var made = new ArrayList<Link>();
            for (Server node : nodes) {
                Link link = new Link(loop, node, isFramed, random.split());
                link.open();
                made.add(link);
            }
            return List.copyOf(made);
        });
    }

    /**
     * Proxies for nodes that are asked by frames: a length of four bytes, big-endian, and so many bytes; a request is one frame, and
     * its reply is one frame, in the order of the requests.
     *
     * @param nodes where each listens; asked for each connection, as a node that starts again may have another port
     * @param seed for what happens by chance
     */
    public static ProxyNetwork ofFrames(List<? extends Server> nodes, long seed) {
        return new ProxyNetwork(nodes, true, new SplittableRandom(seed));
    }

    /**
     * Proxies for nodes whose protocol is not known: requests cannot be told from each other, and so not be sent twice.
     *
     * @param nodes where each listens; asked for each connection
     * @param seed for what happens by chance
     */
    public static ProxyNetwork ofBytes(List<? extends Server> nodes, long seed) {
        return new ProxyNetwork(nodes, false, new SplittableRandom(seed));
    }

    /** Where to connect instead of to a node; always the same. */
    public InetSocketAddress address(int node) {
        return links.get(node).address();
    }

    /** How many connections lead to a node, those included whose client has gone and whose requests have not arrived yet. */
    public int connections(int node) {
        return loop.call(links.get(node)::connections);
    }

    @Override
    public int nodes() {
        return links.size();
    }

    @Override
    public Controls.Imposed impose(int node, LinkCondition condition) {
        if (condition instanceof LinkCondition.DuplicateRequests && !isFramed) {
            throw new IllegalArgumentException("requests of a protocol that is not known cannot be sent twice");
        }
        Link link = links.get(node);
        loop.run(() -> link.impose(condition));
        return () -> loop.run(() -> link.lift(condition));
    }

    @Override
    public Controls.Imposed partition(int node) {
        Link link = links.get(node);
        Object partition = new Object();
        loop.run(() -> link.cut(partition));
        return () -> loop.run(() -> link.mend(partition));
    }

    @Override
    public void reset(int node) {
        loop.run(links.get(node)::reset);
    }

    @Override
    public void close() {
        loop.run(() -> links.forEach(Link::close));
        loop.close();
    }
}
