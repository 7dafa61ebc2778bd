package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.history.EventSink;
import dev.skewer.workloads.MemoryTarget.Mistake;
import dev.skewer.workloads.runner.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets, queues and counters: a right store is judged right by each workload's own model, and each mistake is found. */
class SmallWorkloadsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path scratch;

    private Verdict verdict(String workload, MemoryTarget target, int keys, int concurrency) {
        TestSpec spec = TestSpec.builder()
                .target("fake")
                .concurrency(concurrency)
                .keys(keys)
                .ops(3_000)
                .seed(5)
                .build();
        Workload<?> type = Workloads.of(workload);
        CheckSession session = Checkers.named(type.model()).orElseThrow().open(CheckOptions.none());
        RunOutcome outcome = new Run<>(
                        spec,
                        new RunContext() {
                            @Override
                            public Path scratch() {
                                return scratch;
                            }

                            @Override
                            public EventSink history() {
                                return session;
                            }
                        },
                        type,
                        target.type())
                .execute();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.finalReads()).isPositive();
        return session.verdict(Budget.unlimited());
    }

    @ParameterizedTest
    @ValueSource(strings = {"set", "queue", "fifo-queue", "counter"})
    void aRightStoreIsRight(String workload) {
        for (int keys : new int[] {1, 4}) {
            Verdict verdict = verdict(workload, new MemoryTarget(Mistake.NONE), keys, 8);
            assertThat(verdict.valid()).as("%s", verdict).isEqualTo(Validity.TRUE);
            assertThat(verdict.ops()).isEqualTo(3_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "set, LOST",
        "queue, LOST",
        "queue, TWICE",
        "queue, SAYS_EMPTY",
        "fifo-queue, LOST",
        "fifo-queue, TWICE",
        "fifo-queue, NEWEST_FIRST",
        "counter, LOST",
        "counter, TWICE"
    })
    void aMistakeIsFound(String workload, Mistake mistake) {
        assertThat(verdict(workload, new MemoryTarget(mistake), 4, 8).valid()).isEqualTo(Validity.FALSE);
    }

    /** Order is not what an unordered queue promises. */
    @Test
    void aQueueWithoutOrderMayGiveOutTheNewest() {
        assertThat(verdict("queue", new MemoryTarget(Mistake.NEWEST_FIRST), 4, 8)
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    /** Only the drain at the end notices what nobody asked for any more. */
    @Test
    void theDrainFindsWhatIsLeft() {
        MemoryTarget target = new MemoryTarget(Mistake.NONE);
        assertThat(verdict("queue", target, 100, 4).valid()).isEqualTo(Validity.TRUE);
        assertThat(target.size()).isZero();
    }

    @Test
    void aSetGivesWayToANewOne() {
        assertThat(verdict("set", new MemoryTarget(Mistake.NONE), 1, 1).valid()).isEqualTo(Validity.TRUE);
        MemoryTarget target = new MemoryTarget(Mistake.NONE);
        verdict("set", target, 2, 8);
        assertThat(target.longest()).isBetween(40, 64);
    }
}
