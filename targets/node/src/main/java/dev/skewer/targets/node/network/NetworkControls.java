package dev.skewer.targets.node.network;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.LinkCondition;

/** Faults of the network, for a target whose nodes have a {@link NodeNetwork}. */
public interface NetworkControls extends Controls.Network, Controls.Partitions {
    /** The way to its nodes. */
    NodeNetwork network();

    @Override
    default Controls.Imposed impose(int node, LinkCondition condition) {
        return network().impose(node, condition);
    }

    @Override
    default Controls.Imposed partition(int node) {
        return network().partition(node);
    }

    @Override
    default void reset(int node) {
        network().reset(node);
    }
}
