package dev.skewer.targets.node.machine;

import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.targets.node.network.NetworkException;
import dev.skewer.targets.node.network.NodeNetwork;
import dev.skewer.targets.node.resource.NodeResources;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.TargetSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machines of a target's nodes, by number: a disk, a way to it, and processors, memory and a clock for each; as far as a fault of the run
 * will touch them, and otherwise nothing stands between a node and the machine of the harness.
 *
 * @param disks of the nodes
 * @param network between clients and nodes
 * @param resources what nodes get of the machine
 */
public record NodeMachines(NodeDisks disks, NodeNetwork network, NodeResources resources) implements AutoCloseable {
    /** What faults may do to nodes on such machines whose protocol is not known, and to their processes. */
    public static final Set<Class<? extends Controls>> CONTROLS = Set.of(
            Controls.Processes.class,
            Controls.Restart.class,
            Controls.Disks.class,
            Controls.FileSizes.class,
            Controls.Network.class,
            Controls.Partitions.class,
            Controls.Clocks.class,
            Controls.Processors.class,
            Controls.Memory.class);

    /**
     * Those of a run, for nodes whose protocol is not known.
     *
     * @param folders of the nodes
     * @param files of each, where it keeps what must survive, and nothing else
     * @param address where a node listens; null while it does not
     * @throws NoEffectException if they cannot be had
     */
    public static NodeMachines of(
            TargetSettings settings,
            List<Path> folders,
            List<Path> files,
            IntFunction<@Nullable InetSocketAddress> address) {
        NodeResources resources = NodeResources.of(settings, folders);
        try {
            NodeDisks disks = NodeDisks.of(settings.controls(), files);
            NodeNetwork network = NodeNetwork.ofBytes(
                    folders.size(),
                    settings.controls(),
                    settings.options(),
                    address,
                    settings.seed().value());
            return new NodeMachines(disks, network, resources);
        } catch (NetworkException e) {
            resources.close();
            throw new NoEffectException(String.valueOf(e.getMessage()), e);
        } catch (NoEffectException e) {
            resources.close();
            throw e;
        }
    }

    /** Whether faults may do something to nodes on such machines here. */
    public static Availability availability(Class<? extends Controls> control, Map<String, String> options) {
        return Stream.of(
                        NodeDisks.availability(control),
                        NodeNetwork.availability(control, options),
                        NodeResources.availability(control))
                .filter(each -> !each.isAvailable())
                .findFirst()
                .orElse(Availability.AVAILABLE);
    }

    /** A node's program, so that it runs on its machine. */
    public Program on(int node, Program program) {
        return program.entering(resources.around(node, network.around(node, List.of())))
                .with(disks.environment(node))
                .with(resources.environment(node));
    }

    /** Ends them, after the nodes. */
    @Override
    public void close() {
        network.close();
        resources.close();
    }
}
