package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.EventType;
import dev.skewer.workloads.RecordedHistory.Line;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** The deadline of a call: what takes longer is of unknown outcome, and what never comes back does not hold the run up. */
class DeadlineTest extends Runs {
    /** Blocks calls until it is opened. */
    private static final class Gate {
        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicLong calls = new AtomicLong();

        /** Blocks those calls whose number, from 1, is of the kind. */
        Runnable blocking(LongPredicate these) {
            return () -> {
                if (these.test(calls.incrementAndGet())) {
                    awaitOpening();
                }
            };
        }

        void awaitOpening() {
            boolean isOpen = false;
            while (!isOpen) {
                try {
                    open.await();
                    isOpen = true;
                } catch (InterruptedException e) {
                    // Such a call is one that nothing can end.
                }
            }
        }

        /** Opens it, and waits until the threads that it held have ended. */
        void open() throws InterruptedException {
            open.countDown();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("skewer-")) {
                    thread.join(10_000);
                }
            }
        }
    }

    @Test
    void aCallThatTakesTooLongIsInfoAndAFreshProcessGoesOnOverAnotherConnection() throws InterruptedException {
        Gate gate = new Gate();
        target.beforeOperation = gate.blocking(call -> call == 100);
        Thread opener = new Thread(() -> {
            LockSupport.parkNanos(1_000_000_000L);
            gate.open.countDown();
        });
        opener.start();
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(
                spec().ops(0).rate(2_000).timeLimit(Duration.ofMillis(1_300)).opTimeout(Duration.ofMillis(300)),
                context);
        gate.open();

        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        // More than one only where the machine was too busy for others too.
        assertThat(outcome.info()).isPositive();
        List<Line> lines = context.history.lines();
        assertWellFormed(lines);
        assertThat(entries(lines)).doesNotHaveDuplicates();
        List<Line> infos =
                lines.stream().filter(line -> line.type() == EventType.INFO).toList();
        assertThat(infos).hasSize((int) outcome.info()).allSatisfy(info -> {
            Line invoke = lines.stream()
                    .filter(line -> line.process() == info.process() && line.type() == EventType.INVOKE)
                    .reduce((one, other) -> other)
                    .orElseThrow();
            assertThat(info.error()).isEqualTo("\"no answer within 300 ms\"");
            assertThat(info.value()).isEqualTo(invoke.value());
            assertThat(Duration.ofNanos(info.time() - invoke.time())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        });
        assertThat(lines).anyMatch(line -> line.process() == infos.get(0).process() + 4 && line.type() == EventType.OK);
    }

    @Test
    void aCallThatNeverComesBackIsReportedWithWhereItStandsAndTheRunGoesOn() throws Exception {
        Gate gate = new Gate();
        target.beforeOperation = gate.blocking(call -> call == 50);
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec().opTimeout(Duration.ofMillis(300)), context);
        gate.open();

        assertThat(outcome.ending()).isEqualTo(Ending.UNAVAILABLE);
        assertThat(outcome.ops() + outcome.finalReads()).isEqualTo(2_000);
        assertThat(outcome.info()).isPositive();
        assertThat(outcome.finalReads()).isPositive();
        assertThat(outcome.problems())
                .singleElement()
                .asString()
                .startsWith("unavailable: 1 call of target fake did not come back; its thread stands at ")
                .contains("Unsafe.park", "DeadlineTest$Gate.awaitOpening", "FakeTarget$FakeConnection.")
                .doesNotContain("\n", "runner.Worker", "CountDownLatch");
        assertWellFormed(context.history.lines());
        deleteEvidence();
    }

    @Test
    void aTargetThatBlocksForEverEndsTheRun() throws Exception {
        Gate gate = new Gate();
        target.beforeOperation = gate.blocking(call -> call > 200);
        target.beforeClose = gate::awaitOpening;
        TestContext context = new TestContext(scratch);
        long from = System.nanoTime();
        RunOutcome outcome =
                run(spec().ops(0).timeLimit(Duration.ofMinutes(5)).opTimeout(Duration.ofMillis(200)), context);
        // The close of the target is waited for, 8 s long.
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(20));
        gate.open();

        assertThat(outcome.ending()).isEqualTo(Ending.UNAVAILABLE);
        assertThat(outcome.problems()).allMatch(problem -> problem.startsWith("unavailable: "));
        assertThat(outcome.problems())
                .last()
                .asString()
                .startsWith("unavailable: target fake does not close: no answer within 8 s; its thread stands at ")
                .contains("FakeTarget.close");
        assertThat(outcome.info()).isGreaterThanOrEqualTo(8);
        assertThat(outcome.finalReads()).isZero();
        assertWellFormed(context.history.lines());
        deleteEvidence();
    }

    @Test
    void aTargetThatCannotBeReachedEndsTheRun() throws Exception {
        Gate gate = new Gate();
        target.beforeConnect = gate::awaitOpening;
        RunOutcome outcome = run(
                spec().ops(0).timeLimit(Duration.ofMinutes(5)).opTimeout(Duration.ofMillis(100)),
                new TestContext(scratch));
        gate.open();
        assertThat(outcome.ending()).isEqualTo(Ending.UNAVAILABLE);
        assertThat(outcome.ops()).isZero();
        assertThat(outcome.problems()).singleElement().asString().matches("unavailable: ([89]|1[01]) calls .*");
        deleteEvidence();
    }

    /** Returning late or in time is a matter of nanoseconds here: whoever has the slot, there is one completion. */
    @Test
    void callsThatReturnAtTheirDeadlineAreRecordedOnce() throws IOException, InterruptedException {
        target.beforeOperation = () -> LockSupport.parkNanos(
                ThreadLocalRandom.current().nextInt(100) == 0
                        ? 40_000_000 + ThreadLocalRandom.current().nextInt(40_000_000)
                        : 0);
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec().ops(3_000).opTimeout(Duration.ofMillis(60)), context);
        new Gate().open();
        assertThat(outcome.ops() + outcome.finalReads()).isEqualTo(3_000);
        assertThat(outcome.info()).isPositive();
        assertThat(outcome.ok() + outcome.fail() + outcome.info()).isEqualTo(outcome.ops());
        assertWellFormed(context.history.lines());
        assertThat(entries(context.history.lines())).doesNotHaveDuplicates();
        if (!outcome.problems().isEmpty()) {
            // On a busy machine a late call may not be back before the run ends: then its folder is evidence.
            deleteEvidence();
        }
    }
}
