package dev.skewer.targets.node;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A target that consists of {@link Nodes}: what faults may do to their processes. */
public interface NodeTarget extends Target, Controls.Processes, Controls.Restart {
    /** Its nodes. */
    Nodes allNodes();

    /** What each of its nodes prints. */
    @Override
    default Map<String, Path> logs() {
        var logs = new LinkedHashMap<String, Path>();
        List<Node> nodes = allNodes().all();
        for (int node = 0; node < nodes.size(); node++) {
            logs.put("node-" + node, nodes.get(node).log());
        }
        return logs;
    }

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
