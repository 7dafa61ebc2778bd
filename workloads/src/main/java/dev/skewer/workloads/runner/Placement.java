package dev.skewer.workloads.runner;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Records which of a target's nodes keeps which keys, so that whoever reads the history knows what a crash of one node can have touched:
 * events of process {@code :nemesis}, type {@code :info} and {@code :f :placement}, with a value {@code {0 [17 19], 1 [18]}}. A key is in
 * one of them, at the beginning or within {@value #SECONDS} s after it came into use. Nothing is recorded of a target that is one node, or whose
 * nodes do not keep keys for themselves. Used by one thread.
 */
final class Placement {
    /** Keys of one event. */
    private static final int MOST = 4096;

    private static final long SECONDS = 1;

    private final Target target;
    private final Workload.Session<?> session;
    private final Lane lane;
    private final Names names;
    private final StopSignal stop;
    private final Tape value = new Tape();
    private final long[] keys = new long[MOST];
    private final int[] nodes = new int[MOST];
    private int size;
    private long last;

    /**
     * One that has recorded nothing.
     *
     * @param session says which keys there are
     * @param stop ends the waiting for room in the lane
     */
    Placement(Target target, Workload.Session<?> session, Lane lane, Names names, StopSignal stop) {
        this.target = target;
        this.session = session;
        this.lane = lane;
        this.names = names;
        this.stop = stop;
    }

    /** Records keys that came into use, if it did not do so just before. */
    void recordNowAndThen() {
        if (System.nanoTime() - last > TimeUnit.SECONDS.toNanos(SECONDS)) {
            record();
        }
    }

    /** Records the keys that came into use since the last time. */
    void record() {
        last = System.nanoTime();
        if (!(target instanceof Controls.Cluster cluster) || cluster.nodes() == 1) {
            return;
        }
        try (LongStream fresh = session.newKeys()) {
            fresh.forEach(key -> {
                int node = cluster.nodeOf(key);
                if (node != Controls.Cluster.NOWHERE) {
                    add(key, node);
                }
            });
        }
        flush();
    }

    private void add(long key, int node) {
        keys[size] = key;
        nodes[size++] = node;
        if (size == MOST) {
            flush();
        }
    }

    private void flush() {
        if (size == 0) {
            return;
        }
        value.clear();
        int map = value.begin(Token.MAP);
        int[] distinct = Arrays.stream(nodes, 0, size).distinct().sorted().toArray();
        for (int node : distinct) {
            value.addInt(node);
            int vector = value.begin(Token.VECTOR);
            for (int i = 0; i < size; i++) {
                if (nodes[i] == node) {
                    value.addInt(keys[i]);
                }
            }
            value.end(vector);
        }
        value.end(map);
        size = 0;
        lane.awaitRoom(stop);
        lane.record(Event.NEMESIS, EventType.INFO, names.of("placement"), value, Lane.NO_ERROR);
    }
}
