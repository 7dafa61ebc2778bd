package dev.skewer.targets.node.disk;

import dev.skewer.targets.node.NodeTarget;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;

/** Faults of disks, for a target whose nodes have {@link NodeDisks}. */
public interface DiskControls extends NodeTarget, Controls.Disks, Controls.FileSizes {
    /** Of its nodes. */
    NodeDisks disks();

    @Override
    default void losePower(int node, long seed) {
        disks().losePower(allNodes().all().get(node), node, seed);
    }

    @Override
    default Controls.Imposed impose(int node, DiskCondition condition) {
        return disks().impose(allNodes().all().get(node), node, condition);
    }

    @Override
    default Controls.Imposed limitFileSizes(int node, int percent) {
        return disks().limitFileSizes(allNodes().all().get(node), node, percent);
    }
}
