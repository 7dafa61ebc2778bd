package dev.skewer.targets.node.resource;

import dev.skewer.targets.node.NodeTarget;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;

/** Faults of clocks, processors and memory, for a target whose nodes have {@link NodeResources}. */
public interface ResourceControls extends NodeTarget, Controls.Clocks, Controls.Processors, Controls.Memory {
    /** What its nodes get of the machine. */
    NodeResources resources();

    @Override
    default Controls.Imposed shiftClock(int node, Duration by) {
        return resources().shiftClock(node, by);
    }

    @Override
    default Controls.Imposed squeezeProcessor(int node, int percent) {
        return resources().squeezeProcessor(node, percent);
    }

    @Override
    default Controls.Imposed limitMemory(int node, long bytes) {
        return resources().limitMemory(allNodes(), node, bytes);
    }
}
