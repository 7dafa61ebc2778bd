package dev.skewer.targets.node;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import java.time.Duration;

/** A target that consists of {@link Nodes}: what faults may do to their processes. */
public interface NodeTarget extends Target, Controls.Processes, Controls.Restart {
    /** Its nodes. */
    Nodes allNodes();

    @Override
    default long restarts() {
        return allNodes().restarts();
    }

    @Override
    default boolean awaitReady(Duration limit) throws InterruptedException {
        return allNodes().awaitAny(limit);
    }

    @Override
    default int nodes() {
        return allNodes().nodes();
    }

    @Override
    default void kill(int node) {
        allNodes().kill(node);
    }

    @Override
    default void terminate(int node) {
        allNodes().terminate(node);
    }

    @Override
    default void start(int node) {
        allNodes().start(node);
    }

    @Override
    default void pause(int node) {
        allNodes().pause(node);
    }

    @Override
    default void resume(int node) {
        allNodes().resume(node);
    }

    @Override
    default void restart() {
        for (int node = 0; node < nodes(); node++) {
            terminate(node);
            start(node);
        }
    }
}
