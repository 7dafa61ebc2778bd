package dev.skewer.workloads;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.LinkCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Nodes that do nothing but know in which state they are. */
class FakeNodes
        implements Controls.Disks,
                Controls.FileSizes,
                Controls.FramedNetwork,
                Controls.Partitions,
                Controls.Clocks,
                Controls.Processors,
                Controls.Memory {
    static final int NODES = 3;

    public final Set<Integer> down = new TreeSet<>();
    public final Set<Integer> paused = new TreeSet<>();
    public final AtomicInteger kills = new AtomicInteger();
    /** What is wrong with each node, and with the way to it. */
    public final List<List<Object>> links =
            Stream.generate(() -> (List<Object>) new ArrayList<>()).limit(NODES).toList();

    /** What is wrong with the disk of each node. */
    public final List<List<Object>> disks =
            Stream.generate(() -> (List<Object>) new ArrayList<>()).limit(NODES).toList();

    public final AtomicInteger resets = new AtomicInteger();
    /** Whether each node keeps keys of its own. */
    public boolean isSharded;

    @Override
    public int nodes() {
        return NODES;
    }

    @Override
    public int nodeOf(long key) {
        return isSharded ? (int) (key % NODES) : NOWHERE;
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

    @Override
    public Controls.Imposed impose(int node, LinkCondition condition) {
        return wrong(node, condition);
    }

    @Override
    public Controls.Imposed partition(int node) {
        return wrong(node, "partition");
    }

    @Override
    public Controls.Imposed limitFileSizes(int node, int percent) {
        disks.get(node).add(percent);
        return () -> disks.get(node).remove((Object) percent);
    }

    @Override
    public Controls.Imposed shiftClock(int node, Duration by) {
        return wrong(node, by);
    }

    @Override
    public Controls.Imposed squeezeProcessor(int node, int percent) {
        return wrong(node, percent);
    }

    @Override
    public Controls.Imposed limitMemory(int node, long bytes) {
        return wrong(node, bytes);
    }

    private Controls.Imposed wrong(int node, Object condition) {
        links.get(node).add(condition);
        return () -> links.get(node).remove(condition);
    }

    @Override
    public void reset(int node) {
        resets.incrementAndGet();
    }

    @Override
    public void losePower(int node, long seed) {
        kill(node);
    }

    @Override
    public Controls.Imposed impose(int node, DiskCondition condition) {
        disks.get(node).add(condition);
        return () -> disks.get(node).remove(condition);
    }
}
