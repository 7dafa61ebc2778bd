package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.ServerTarget;
import dev.skewer.targets.node.disk.DiskControls;
import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.workloads.target.Connection;
import java.time.Duration;

/** A database in a process of its own, which faults may take away. */
final class ServedTarget extends ServerTarget implements DiskControls {
    private static final Duration QUIESCENCE_POLL = Duration.ofMillis(20);
    /** How often in a row it has to look quiet, as what it looks at may be about to begin. */
    private static final int LOOKS = 2;

    private final JdbcTarget target;
    private final DatabaseProcess process;

    ServedTarget(JdbcTarget target, DatabaseProcess process) {
        super(process.nodes());
        this.target = target;
        this.process = process;
    }

    @Override
    public Nodes allNodes() {
        return process.nodes();
    }

    @Override
    public NodeDisks disks() {
        return process.disks();
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        return target.connect(protocol);
    }

    @Override
    public boolean quiesce(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int quiet = 0;
        while (quiet < LOOKS) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            quiet = target.isQuiet() ? quiet + 1 : 0;
            Thread.sleep(QUIESCENCE_POLL.toMillis());
        }
        return true;
    }

    @Override
    public void close() {
        target.close();
    }
}
