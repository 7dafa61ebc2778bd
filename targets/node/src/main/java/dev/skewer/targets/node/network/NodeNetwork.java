package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.LinkCondition;
import dev.skewer.workloads.target.TargetOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way between clients and a target's nodes: direct, unless a fault that will happen needs it otherwise. Then it leads through
 * proxies, or into namespaces, or both.
 */
public final class NodeNetwork implements Controls.FramedNetwork, Controls.Partitions, AutoCloseable {
    private static final String PROXY = "proxy";
    private static final String NAMESPACE = "namespace";

    /** What a target that has such a network may be told. */
    public static final TargetOption PARTITION = TargetOption.oneOf(
            "partition",
            "How a node is cut off: by a proxy, or by the kernel, in a network namespace of its own.",
            List.of(PROXY, NAMESPACE));

    private final int nodes;
    private final @Nullable ProxyNetwork proxies;
    private final @Nullable NamespaceNetwork namespaces;

    private NodeNetwork(int nodes, @Nullable ProxyNetwork proxies, @Nullable NamespaceNetwork namespaces) {
        this.nodes = nodes;
        this.proxies = proxies;
        this.namespaces = namespaces;
    }

    /**
     * A network for nodes that are asked by frames, as {@link ProxyNetwork#ofFrames} says.
     *
     * @param nodes how many
     * @param controls which of the target's will be used
     * @param options of the target, {@link #PARTITION} among them if it has that
     * @param address where a node listens; null while it does not
     * @param seed for what happens by chance
     * @throws NetworkException if it cannot be made here
     */
    public static NodeNetwork ofFrames(
            int nodes,
            Set<Class<? extends Controls>> controls,
            Map<String, String> options,
            IntFunction<@Nullable InetSocketAddress> address,
            long seed) {
        return of(nodes, controls, options, address, servers -> ProxyNetwork.ofFrames(servers, seed));
    }

    /** A network for nodes whose protocol is not known, as {@link ProxyNetwork#ofBytes} says; the rest is as {@link #ofFrames} has it. */
    public static NodeNetwork ofBytes(
            int nodes,
            Set<Class<? extends Controls>> controls,
            Map<String, String> options,
            IntFunction<@Nullable InetSocketAddress> address,
            long seed) {
        return of(nodes, controls, options, address, servers -> ProxyNetwork.ofBytes(servers, seed));
    }

    private static NodeNetwork of(
            int nodes,
            Set<Class<? extends Controls>> controls,
            Map<String, String> options,
            IntFunction<@Nullable InetSocketAddress> address,
            Function<List<ProxyNetwork.Server>, ProxyNetwork> proxied) {
        boolean isCut = controls.contains(Controls.Partitions.class);
        boolean isNamespace = isCut && isNamespace(options);
        boolean isProxy = (isCut && !isNamespace)
                || controls.contains(Controls.Network.class)
                || controls.contains(Controls.FramedNetwork.class);
        NamespaceNetwork namespaces = isNamespace ? NamespaceNetwork.create(nodes) : null;
        ProxyNetwork proxies = isProxy
                ? proxied.apply(IntStream.range(0, nodes)
                        .<ProxyNetwork.Server>mapToObj(node -> () -> address.apply(node))
                        .toList())
                : null;
        return new NodeNetwork(nodes, proxies, namespaces);
    }

    private static boolean isNamespace(Map<String, String> options) {
        return NAMESPACE.equals(options.get(PARTITION.name()));
    }

    /** Whether a control works here, for a target with such a network. */
    public static Availability availability(Class<? extends Controls> control, Map<String, String> options) {
        return control.equals(Controls.Partitions.class) && isNamespace(options)
                ? NamespaceNetwork.availability()
                : Availability.AVAILABLE;
    }

    /** The address on which a node is to listen. */
    public InetAddress host(int node) {
        return namespaces == null ? InetAddress.getLoopbackAddress() : namespaces.address(node);
    }

    /** The command of a node, so that it runs where it is to be. */
    public List<String> around(int node, List<String> command) {
        return namespaces == null ? command : namespaces.around(node, command);
    }

    /**
     * Where clients connect.
     *
     * @param own where the node listens now
     */
    public InetSocketAddress address(int node, InetSocketAddress own) {
        return proxies == null ? own : proxies.address(node);
    }

    /** Whether at most one connection leads through here to a node, be its client there or not. */
    public boolean isQuiet(int node) {
        return proxies == null || proxies.connections(node) <= 1;
    }

    @Override
    public int nodes() {
        return nodes;
    }

    @Override
    public Controls.Imposed impose(int node, LinkCondition condition) {
        return proxies().impose(node, condition);
    }

    @Override
    public Controls.Imposed partition(int node) {
        return namespaces == null ? proxies().partition(node) : namespaces.partition(node);
    }

    @Override
    public void reset(int node) {
        proxies().reset(node);
    }

    private ProxyNetwork proxies() {
        if (proxies == null) {
            throw new IllegalStateException("this control was not asked for when the target was opened");
        }
        return proxies;
    }

    /** Ends it, after the nodes. */
    @Override
    public void close() {
        if (proxies != null) {
            proxies.close();
        }
        if (namespaces != null) {
            namespaces.close();
        }
    }
}
