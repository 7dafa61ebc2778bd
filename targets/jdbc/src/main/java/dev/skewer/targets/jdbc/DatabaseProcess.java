package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.Node;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that a database runs in, and the machine that it runs on.
 *
 * @param nodes it alone
 * @param machines its machine
 * @param port where it listens on the loopback interface
 */
record DatabaseProcess(Nodes nodes, NodeMachines machines, int port) {
    /**
     * Starts one.
     *
     * @param settings of the run
     * @param files the folder of the database, which has made them by now
     * @param port where it listens on the loopback interface
     * @param program what it runs
     * @throws TargetLostException if it does not start
     */
    static DatabaseProcess start(TargetSettings settings, Path files, int port, Program program) {
        NodeMachines machines =
                NodeMachines.of(settings, List.of(program.folder()), List.of(files), node -> address(port));
        Nodes nodes = new Nodes(1, node -> machines.on(node, program));
        try {
            nodes.startAll();
        } catch (TargetLostException e) {
            machines.close();
            throw e;
        }
        return new DatabaseProcess(nodes, machines, port);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where clients connect: to it, or to what stands between. */
    InetSocketAddress clientAddress() {
        return machines.network().address(0, address(port));
    }

    /** The same as {@code host:port}. */
    String clientHostAndPort() {
        InetSocketAddress address = clientAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Its only node. */
    Node node() {
        return nodes.all().get(0);
    }

    /** Ends it. */
    void close() {
        nodes.close();
        machines.close();
    }
}
