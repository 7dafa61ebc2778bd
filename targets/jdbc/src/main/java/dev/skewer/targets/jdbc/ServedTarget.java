package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.ServerTarget;
import dev.skewer.targets.node.machine.MachineControls;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.target.Connection;

/** A database in a process of its own, which faults may take away. */
final class ServedTarget implements ServerTarget, MachineControls {
    private final JdbcTarget target;
    private final DatabaseProcess process;

    ServedTarget(JdbcTarget target, DatabaseProcess process) {
        this.target = target;
        this.process = process;
    }

    @Override
    public Nodes allNodes() {
        return process.nodes();
    }

    @Override
    public NodeMachines machines() {
        return process.machines();
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        return target.connect(protocol);
    }

    @Override
    public String version() {
        return target.version();
    }

    @Override
    public boolean isQuiet() {
        return target.isQuiet() && network().isQuiet(0);
    }

    @Override
    public void close() {
        target.close();
    }
}
