package dev.skewer.targets.node.disk;

import dev.skewer.targets.node.Node;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.NoEffectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disks of a target's nodes, one each, by number. */
public final class NodeDisks {
    private static final Logger LOG = LoggerFactory.getLogger(NodeDisks.class);

    /** How long a process may take from its last breath until it is known to have ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long POLL_NANOS = 2_000_000;

    private final List<Path> folders;
    private final List<Disk> all;

    private NodeDisks(List<Path> folders, List<Disk> all) {
        this.folders = List.copyOf(folders);
        this.all = all;
    }

    /**
     * Those of a run: of the shim none if it has no fault that needs them, so that nothing stands between its nodes and their files.
     *
     * @param controls those that the run will use
     * @param folders where each node keeps what must survive, and nothing else; made where they are not there
     * @throws NoEffectException if they cannot be had
     */
    public static NodeDisks of(Set<Class<? extends Controls>> controls, List<Path> folders) {
        if (!controls.contains(Controls.Disks.class)) {
            return new NodeDisks(folders, List.of());
        }
        var disks = new ArrayList<Disk>();
        try {
            for (Path folder : folders) {
                disks.add(Disk.of(Files.createDirectories(folder)));
            }
        } catch (IOException | IllegalStateException e) {
            throw new NoEffectException("the disk of a node cannot be stood before: " + e.getMessage(), e);
        }
        return new NodeDisks(folders, disks);
    }

    /** Whether a control works here, for a target that has these; all others do. */
    public static Availability availability(Class<? extends Controls> control) {
        return control.equals(Controls.Disks.class)
                ? DiskShim.availability()
                : control.equals(Controls.FileSizes.class) ? FileSizeLimit.availability() : Availability.AVAILABLE;
    }

    /** What the environment of a node's program needs. */
    public Map<String, String> environment(int node) {
        return all.isEmpty() ? Map.of() : all.get(node).environment();
    }

    /**
     * Makes everything durable that is there, so that what was prepared for a run outlives a loss of power.
     *
     * @throws NoEffectException if that fails
     */
    public void settle() {
        try {
            for (Disk disk : all) {
                disk.settle();
            }
        } catch (IOException e) {
            throw new NoEffectException("the disk of a node does not come to rest: " + e.getMessage(), e);
        }
    }

    /** The disk of a node, which must be below the shim, or down. */
    private Disk of(Node node, int number) {
        if (all.isEmpty()) {
            throw new IllegalStateException("the run was opened without disks");
        }
        Disk disk = all.get(number);
        if (!isBelow(disk, node)) {
            throw new IllegalStateException(node.name()
                    + " does not load the shim for its disk, as static programs and those with others' rights");
        }
        return disk;
    }

    /** Whether a node is down or below the shim. One that is ending has nothing mapped any more, and is not known to be down yet. */
    private static boolean isBelow(Disk disk, Node node) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (node.isServing() && !disk.isUsedBy(node.pid())) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** See {@link Controls.Disks#losePower}. */
    public void losePower(Node node, int number, long seed) {
        Disk disk = of(node, number);
        node.kill(() -> LOG.info("{} loses power: {}", node.name(), disk.losePower(seed)));
    }

    /** See {@link Controls.FileSizes#limitFileSizes}. */
    public Controls.Imposed limitFileSizes(Node node, int number, int percent) {
        return FileSizeLimit.impose(node, folders.get(number), percent);
    }

    /** See {@link Controls.Disks#impose}. */
    public Controls.Imposed impose(Node node, int number, DiskCondition condition) {
        Disk disk = of(node, number);
        Controls.Imposed imposed = disk.impose(condition);
        LOG.info("the disk of {}: {}", node.name(), condition);
        return () -> {
            imposed.close();
            LOG.info("the disk of {} is well again; so far {}", node.name(), disk.counts());
        };
    }
}
