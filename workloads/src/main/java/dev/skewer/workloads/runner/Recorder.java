package dev.skewer.workloads.runner;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.Symbols;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunException;
import java.io.Flushable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from all lanes and hands them to the history in time order, each within {@value #INTERVAL_MILLIS} ms or
 * so, on a thread of its own.
 *
 * <p>Each round takes the time T, asks every lane how far it is safe to go ({@link Lane#safeBefore}), and merges what lies
 * before the least of these with a heap: O(log lanes) an event. Events of equal times of different lanes come invocations
 * first. Memory is bounded by the lanes' capacities.
 */
final class Recorder {
    private static final long INTERVAL_MILLIS = 40;
    /** Longs that all lanes together may keep waiting: 256 MiB, or an eighth of a smaller heap. */
    private static final long TOTAL_CAPACITY =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8) / Long.BYTES;

    /** Told on the recorder's thread after each round. */
    interface RoundListener {
        void afterRound() throws IOException;
    }

    private final RunClock clock;
    private final Names names;
    private final EventSink sink;
    private final Tally tally;
    private final long laneCapacity;
    private final RoundListener listener;
    private final Runnable onFailure;
    private final Symbols symbols = new Symbols();
    private final Event event = new Event(symbols);
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final LaneHeap heap;
    private final Thread thread = new Thread(this::run, "skewer-recorder");
    private final CountDownLatch closing = new CountDownLatch(1);

    private long index;
    private volatile @Nullable Throwable failure;

    /**
     * A recorder that has not started.
     *
     * @param lanesExpected about how many lanes there will be, to share out the memory
     * @param onFailure told, once, that the sink failed; from then on events are thrown away
     */
    Recorder(
            RunClock clock,
            Names names,
            EventSink sink,
            Tally tally,
            int lanesExpected,
            RoundListener listener,
            Runnable onFailure) {
        this.clock = clock;
        this.names = names;
        this.sink = sink;
        this.tally = tally;
        this.laneCapacity = TOTAL_CAPACITY / Math.max(1, lanesExpected);
        this.listener = listener;
        this.onFailure = onFailure;
        this.heap = new LaneHeap(new Lane(clock, 0, false));
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A new lane for one thread.
     *
     * @param counted whether its events are client operations of the run proper
     */
    Lane lane(boolean counted) {
        Lane lane = new Lane(clock, laneCapacity, counted);
        lanes.add(lane);
        return lane;
    }

    /**
     * Hands on everything that is left and ends the thread. No lane may be written to any more.
     *
     * @throws RunException if the sink failed at any time
     */
    void close() {
        closing.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failed = failure;
        if (failed != null) {
            throw new RunException("the history could not be recorded: " + reason(failed), failed);
        }
    }

    private static String reason(Throwable failed) {
        String message = failed.getMessage();
        return message == null || failed instanceof Error ? failed.toString() : message;
    }

    /** How long writers waited for this recorder in sum; to be asked when they have ended. */
    long waitedNanos() {
        return lanes.stream().mapToLong(Lane::waitedNanos).sum();
    }

    private void run() {
        boolean last;
        do {
            last = pause();
            round(last);
        } while (!last);
    }

    /** Waits for the next round; returns whether it is the last. */
    private boolean pause() {
        try {
            return closing.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody does, the next round is early.
            return false;
        }
    }

    private void round(boolean last) {
        try {
            merge(last ? Long.MAX_VALUE : watermark());
            if (failure == null) {
                if (sink instanceof Flushable flushable) {
                    flushable.flush();
                }
                listener.afterRound();
            }
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (failure == null) {
            failure = e;
            onFailure.run();
        }
    }

    private long watermark() {
        long now = clock.now();
        long mark = now;
        for (Lane lane : lanes) {
            mark = Math.min(mark, lane.safeBefore(now));
        }
        return mark;
    }

    private void merge(long before) {
        for (Lane lane : lanes) {
            if (lane.peek()) {
                heap.add(lane);
            }
        }
        names.teach(symbols);
        while (!heap.isEmpty() && heap.top().headTime() < before) {
            Lane lane = heap.top();
            lane.take(event);
            event.index = index++;
            deliver(lane);
            if (lane.peek()) {
                heap.settleTop();
            } else {
                heap.removeTop();
            }
            if ((index & 0xff) == 0) {
                lane.acknowledge();
            }
        }
        while (!heap.isEmpty()) {
            heap.removeTop();
        }
        for (Lane lane : lanes) {
            lane.acknowledge();
        }
    }

    private void deliver(Lane lane) {
        tally.count(lane, event);
        if (failure != null) {
            return;
        }
        try {
            sink.accept(event);
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
    }
}
