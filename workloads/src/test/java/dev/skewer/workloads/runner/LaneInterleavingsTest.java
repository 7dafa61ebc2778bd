package dev.skewer.workloads.runner;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The buffer between a worker and the recorder under all interleavings of a few calls: nothing is lost, nothing comes twice, and what
 * the recorder takes for safe to hand on is: no earlier event comes later. Interleavings only: that what is published is seen as it
 * was written is up to the memory modes, which are not tried here.
 */
class LaneInterleavingsTest {
    /** How many events each worker writes: the more, the fewer of all interleavings are tried in the time. */
    private static final int EVENTS = 1;

    /** Two workers write while the recorder hands on what it may, then the rest. */
    private static void record() {
        AtomicLong ticks = new AtomicLong();
        RunClock clock = new RunClock(ticks::incrementAndGet);
        List<Lane> lanes = List.of(new Lane(clock, 1_000, true), new Lane(clock, 1_000, true));
        List<Thread> workers = new ArrayList<>();
        for (int process = 0; process < lanes.size(); process++) {
            int who = process;
            Lane lane = lanes.get(process);
            workers.add(new Thread(() -> {
                for (int i = 0; i < EVENTS; i++) {
                    lane.record(who, i % 2 == 0 ? EventType.INVOKE : EventType.OK, i, new Tape(), Lane.NO_ERROR);
                }
            }));
        }
        workers.forEach(Thread::start);
        Handing handing = new Handing(lanes);
        long bound = clock.now();
        for (Lane lane : lanes) {
            bound = Math.min(bound, lane.safeBefore(bound));
        }
        handing.before(bound);
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        handing.before(Long.MAX_VALUE);
        handing.isComplete();
    }

    /** What the recorder does with what it reads. */
    private static final class Handing {
        private final List<Lane> lanes;
        private final Event event = new Event(new Symbols());
        private final int[] next;
        private long latest = -1;

        Handing(List<Lane> lanes) {
            this.lanes = lanes;
            next = new int[lanes.size()];
        }

        /** Hands on all that there is of before a time, in order. */
        void before(long bound) {
            while (true) {
                Lane first = null;
                for (Lane lane : lanes) {
                    if (lane.peek() && lane.headTime() < bound && (first == null || lane.goesBefore(first))) {
                        first = lane;
                    }
                }
                if (first == null) {
                    return;
                }
                first.take(event);
                check(event.time >= latest, "an event of " + event.time + " came after one of " + latest);
                check(
                        event.f == next[event.process],
                        "event " + event.f + " of a lane came at place " + next[event.process]);
                latest = event.time;
                next[event.process]++;
            }
        }

        void isComplete() {
            for (int count : next) {
                check(count == EVENTS, count + " of " + EVENTS + " events came");
            }
        }

        private static void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalStateException(otherwise);
            }
        }
    }

    @Test
    @Tag("slow")
    void nothingIsLostAndNothingEarlierComesLater() {
        Lincheck.runConcurrentTest(2_000, LaneInterleavingsTest::record);
    }
}
