package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RecordedHistory;
import dev.skewer.workloads.RecordedHistory.Line;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final RunClock clock = new RunClock();
    private final Names names = new Names();

    private Recorder recorder(RecordedHistory history, int lanes) {
        return new Recorder(clock, names, history, new Tally(), lanes, () -> {}, () -> {});
    }

    private static void number(Tape tape, long number) {
        tape.clear();
        tape.addInt(number);
    }

    /** What a thread recorded, in the order of a counter that all threads share. */
    private void chatter(Lane lane, int process, int events, Dice dice) {
        Tape tape = new Tape();
        int f = names.of("work-" + process);
        for (int i = 0; i < events; i++) {
            tape.clear();
            int vector = tape.begin(Token.VECTOR);
            tape.addInt(i);
            int padding = dice.chance(0.001) ? 20_000 : dice.below(8);
            for (int more = 0; more < padding; more++) {
                tape.addInt(Long.MAX_VALUE - more);
            }
            tape.end(vector);
            lane.record(process, i % 2 == 0 ? EventType.INVOKE : EventType.OK, f, tape, Lane.NO_ERROR);
            if (dice.chance(0.02)) {
                LockSupport.parkNanos(dice.below(1_000_000));
            }
        }
    }

    @Property(tries = 12)
    void mergesByTimeAndLosesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int threads)
            throws InterruptedException {
        int events = 4_000;
        RecordedHistory history = new RecordedHistory();
        Recorder recorder = recorder(history, threads);
        var writers = new ArrayList<Thread>();
        for (int process = 0; process < threads; process++) {
            Lane lane = recorder.lane(true);
            int mine = process;
            var dice = new Seed(seed).split(process).dice();
            writers.add(new Thread(() -> chatter(lane, mine, events, dice)));
        }
        recorder.start();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        recorder.close();

        List<Line> lines = history.lines();
        assertThat(lines).hasSize(threads * events);
        int[] next = new int[threads];
        long[] last = new long[threads];
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            assertThat(line.index()).isEqualTo(i);
            assertThat(line.f()).isEqualTo("work-" + line.process());
            assertThat(line.value()).startsWith("[" + next[line.process()]++);
            assertThat(line.time())
                    .isGreaterThanOrEqualTo(i == 0 ? 0 : lines.get(i - 1).time());
            if (next[line.process()] > 1) {
                assertThat(line.time()).isGreaterThan(last[line.process()]);
            }
            last[line.process()] = line.time();
        }
    }

    @Test
    void aThreadWithinALongOperationHoldsNobodyUp() throws InterruptedException {
        RecordedHistory history = new RecordedHistory();
        Recorder recorder = recorder(history, 2);
        Lane stuck = recorder.lane(true);
        Lane busy = recorder.lane(true);
        recorder.start();
        stuck.record(0, EventType.INVOKE, names.of("stuck"), new Tape(), Lane.NO_ERROR);
        busy.record(1, EventType.INVOKE, names.of("quick"), new Tape(), Lane.NO_ERROR);
        busy.record(1, EventType.OK, names.of("quick"), new Tape(), Lane.NO_ERROR);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (history.lines().size() < 3 && System.nanoTime() < deadline) {
            Thread.sleep(2);
        }
        assertThat(history.lines()).hasSize(3);
        assertThat(history.flushes).isPositive();
        stuck.record(0, EventType.OK, names.of("stuck"), new Tape(), Lane.NO_ERROR);
        recorder.close();
        assertThat(history.lines()).extracting(Line::f).containsExactly("stuck", "quick", "quick", "stuck");
    }

    @Test
    void atEqualTimesInvocationsGoFirst() {
        Lane ends = new Lane(clock, 1_000, true);
        Lane begins = new Lane(clock, 1_000, true);
        // Two lanes cannot be made to stamp the same time from outside, but order is decided on what peek found.
        ends.record(0, EventType.OK, 0, new Tape(), Lane.NO_ERROR);
        begins.record(1, EventType.INVOKE, 0, new Tape(), Lane.NO_ERROR);
        assertThat(ends.peek()).isTrue();
        assertThat(begins.peek()).isTrue();
        assertThat(ends.goesBefore(begins)).isEqualTo(ends.headTime() < begins.headTime());
        assertThat(begins.goesBefore(ends)).isEqualTo(begins.headTime() <= ends.headTime());
    }

    @Test
    void aSlowHistoryMakesWritersWaitAndSaysSo() throws InterruptedException {
        StopSignal stop = new StopSignal();
        Lane lane = new Lane(clock, 100, true);
        Tape tape = new Tape();
        number(tape, 1);
        for (int i = 0; i < 40; i++) {
            lane.record(0, EventType.INVOKE, 0, tape, Lane.NO_ERROR);
        }
        CountDownLatch through = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            lane.awaitRoom(stop);
            through.countDown();
        });
        writer.start();
        assertThat(through.await(30, TimeUnit.MILLISECONDS)).isFalse();
        stop.give(Ending.INTERRUPTED);
        writer.join();
        assertThat(lane.waitedNanos()).isGreaterThan(20_000_000);
    }

    @Test
    void aHistoryThatFailsStopsTheRunAndIsReported() {
        RecordedHistory history = new RecordedHistory();
        history.failAt = 1;
        AtomicBoolean told = new AtomicBoolean();
        Recorder recorder = new Recorder(clock, names, history, new Tally(), 1, () -> {}, () -> told.set(true));
        Lane lane = recorder.lane(true);
        recorder.start();
        for (int i = 0; i < 10; i++) {
            lane.record(0, EventType.INVOKE, names.of("f"), new Tape(), Lane.NO_ERROR);
        }
        assertThatThrownBy(recorder::close)
                .isInstanceOf(RunException.class)
                .hasMessage("the history could not be recorded: No space left on device");
        assertThat(told).isTrue();
        assertThat(history.lines()).hasSize(1);
    }
}
