package dev.skewer.workloads;

import dev.skewer.workloads.target.Controls;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Nodes that do nothing but know in which state they are. */
class FakeNodes implements Controls.Processes {
    static final int NODES = 3;

    public final Set<Integer> down = new TreeSet<>();
    public final Set<Integer> paused = new TreeSet<>();
    public final AtomicInteger kills = new AtomicInteger();

    @Override
    public int nodes() {
        return NODES;
    }

    @Override
    public void kill(int node) {
        kills.incrementAndGet();
        down.add(node);
        paused.remove(node);
    }

    @Override
    public void terminate(int node) {
        down.add(node);
        paused.remove(node);
    }

    @Override
    public void start(int node) {
        down.remove(node);
    }

    @Override
    public void pause(int node) {
        if (!down.contains(node)) {
            paused.add(node);
        }
    }

    @Override
    public void resume(int node) {
        paused.remove(node);
    }
}
