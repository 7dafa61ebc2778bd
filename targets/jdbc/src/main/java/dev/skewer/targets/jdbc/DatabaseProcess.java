package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.Node;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.workloads.target.Controls;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The process that a database runs in, and the disk below it.
 *
 * @param nodes it alone
 * @param disks of it
 */
record DatabaseProcess(Nodes nodes, NodeDisks disks) {
    /** What faults may do to one. */
    static final Set<Class<? extends Controls>> CONTROLS =
            Set.of(Controls.Processes.class, Controls.Restart.class, Controls.Disks.class, Controls.FileSizes.class);

    /**
     * Starts one.
     *
     * @param controls those that will be used
     * @param files the folder of the database, which has made them by now
     * @param program what it runs
     */
    static DatabaseProcess start(Set<Class<? extends Controls>> controls, Path files, Program program) {
        NodeDisks disks = NodeDisks.of(controls, List.of(files));
        Nodes nodes = new Nodes(1, node -> program.with(disks.environment(node)));
        nodes.startAll();
        return new DatabaseProcess(nodes, disks);
    }

    /** Its only node. */
    Node node() {
        return nodes.all().get(0);
    }
}
