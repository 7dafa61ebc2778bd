package dev.skewer.targets.node;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import java.time.Duration;

/** A target that is nodes, as a server is: what faults may do to them, and what waits for them. */
public abstract class ServerTarget implements Target, Controls.Processes, Controls.Restart {
    private static final Duration QUIESCENCE_POLL = Duration.ofMillis(20);
    /** How often in a row it has to look quiet, as what it looks at may be about to begin. */
    private static final int LOOKS = 2;

    private final Nodes nodes;

    /** One of nodes that run. */
    protected ServerTarget(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public long restarts() {
        return nodes.restarts();
    }

    @Override
    public boolean awaitReady(Duration limit) throws InterruptedException {
        return nodes.awaitAny(limit);
    }

    /** Whether it has no client any more, and so has carried out or given up all that was sent; not, if that cannot be told now. */
    protected abstract boolean isQuiet();

    @Override
    public boolean quiesce(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int quiet = 0;
        while (quiet < LOOKS) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            quiet = isQuiet() ? quiet + 1 : 0;
            Thread.sleep(QUIESCENCE_POLL.toMillis());
        }
        return true;
    }

    @Override
    public int nodes() {
        return nodes.nodes();
    }

    @Override
    public void kill(int node) {
        nodes.kill(node);
    }

    @Override
    public void terminate(int node) {
        nodes.terminate(node);
    }

    @Override
    public void start(int node) {
        nodes.start(node);
    }

    @Override
    public void pause(int node) {
        nodes.pause(node);
    }

    @Override
    public void resume(int node) {
        nodes.resume(node);
    }

    @Override
    public void restart() {
        for (int node = 0; node < nodes(); node++) {
            terminate(node);
            start(node);
        }
    }

    @Override
    public void close() {
        nodes.close();
    }
}
