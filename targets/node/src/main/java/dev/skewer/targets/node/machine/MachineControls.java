package dev.skewer.targets.node.machine;

import dev.skewer.targets.node.disk.DiskControls;
import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.targets.node.network.NetworkControls;
import dev.skewer.targets.node.network.NodeNetwork;
import dev.skewer.targets.node.resource.NodeResources;
import dev.skewer.targets.node.resource.ResourceControls;

/** All that faults may do to nodes and to the {@link NodeMachines} that they run on. */
public interface MachineControls extends DiskControls, NetworkControls, ResourceControls {
    /** Of its nodes. */
    NodeMachines machines();

    @Override
    default NodeDisks disks() {
        return machines().disks();
    }

    @Override
    default NodeNetwork network() {
        return machines().network();
    }

    @Override
    default NodeResources resources() {
        return machines().resources();
    }
}
