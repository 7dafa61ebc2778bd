package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace for each of several nodes, which can be cut off: by the kernel, so that TCP meets what it meets on a broken
 * network. Needs root, or a user namespace in which the harness has that name ({@code unshare --user --map-root-user --net}).
 */
public final class NamespaceNetwork implements Controls.Partitions, AutoCloseable {
    private static final class Probe {
        static final Availability RESULT = Availability.by(Probe::examine);

        private static Availability examine() {
            try (NodeNamespace trial = new NodeNamespace(TRIAL)) {
                trial.cut(RESULT_KEY);
                trial.mend(RESULT_KEY);
                return Availability.AVAILABLE;
            } catch (NetworkException e) {
                return Availability.missing("network namespaces need root, iproute2 and util-linux: " + e.getMessage());
            }
        }
    }

    private static final Object RESULT_KEY = new Object();
    /** No node has this number. */
    private static final int TRIAL = 999;

    private final List<NodeNamespace> namespaces;

    private NamespaceNetwork(List<NodeNamespace> namespaces) {
        this.namespaces = List.copyOf(namespaces);
    }

    /** Whether they can be made here; tried once, in some tens of milliseconds. */
    public static Availability availability() {
        return Probe.RESULT;
    }

    /**
     * Makes them.
     *
     * @param nodes how many, at most 64
     * @throws NetworkException if they cannot be made
     */
    public static NamespaceNetwork create(int nodes) {
        var made = new ArrayList<NodeNamespace>();
        try {
            for (int node = 0; node < nodes; node++) {
                made.add(new NodeNamespace(node));
            }
            return new NamespaceNetwork(made);
        } catch (NetworkException e) {
            made.forEach(NodeNamespace::close);
            throw e;
        }
    }

    /** Where a node is to listen, and is reached. */
    public InetAddress address(int node) {
        return namespaces.get(node).address();
    }

    /** A node's command, so that it runs in its namespace. */
    public List<String> around(int node, List<String> command) {
        return namespaces.get(node).around(command);
    }

    @Override
    public int nodes() {
        return namespaces.size();
    }

    @Override
    public Controls.Imposed partition(int node) {
        NodeNamespace namespace = namespaces.get(node);
        Object partition = new Object();
        namespace.cut(partition);
        return () -> namespace.mend(partition);
    }

    /** Lets go of them: each ends with the last process in it. */
    @Override
    public void close() {
        namespaces.forEach(NodeNamespace::close);
    }
}
