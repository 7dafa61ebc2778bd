package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.KeysAndArguments;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.parts.Parts;
import dev.skewer.checker.linear.search.PartCheck;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.checker.linear.search.Rounds;
import dev.skewer.history.HistoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which part of a history is searched when, and for how long. */
class RoundsTest {
    private static final Model<?> REGISTER = ModelCatalog.named("register", null, NilRead.ANY);

    /** Steps of this order are a small part of a second. */
    private static final long FEW_STEPS = 2_000_000;

    /** The events of a history over several keys, each after the other. */
    private final List<String> lines = new ArrayList<>();

    private int keys;
    private int processes;

    /** A key on which some writes overlap and two reads then disagree: the more writes, the longer the search. */
    private RoundsTest contradictoryKey(int writes) {
        return key(writes, 1);
    }

    /** A key on which some writes overlap; all is well. */
    private RoundsTest validKey(int writes) {
        return key(writes, 0);
    }

    private RoundsTest key(int writes, int second) {
        int key = keys++;
        for (int w = 0; w < writes; w++) {
            lines.add((processes + w) + " invoke write [" + key + " " + w / 2 + "]");
        }
        for (int w = 0; w < writes; w++) {
            lines.add((processes + w) + " ok write [" + key + " " + w / 2 + "]");
        }
        processes += writes;
        for (int seen : new int[] {0, second}) {
            lines.add(processes + " invoke read [" + key + " nil]");
            lines.add(processes + " ok read [" + key + " " + seen + "]");
        }
        processes++;
        return this;
    }

    private OperationHistory history() {
        return Loading.of(lines.toArray(String[]::new));
    }

    private List<PartResult> results(int threads, long memory) {
        return results(threads, memory, false);
    }

    private List<PartResult> results(int threads, long memory, boolean decidesAll) {
        OperationHistory history =
                KeysAndArguments.of(history(), REGISTER, Keyed.AUTO).history();
        var parts = new Parts(history, REGISTER);
        Budget budget = Budget.unlimited();
        try (var workers = new Workers(threads)) {
            var check = new PartCheck(history, parts, REGISTER, budget);
            return new Rounds(check, parts.split(), budget, memory, workers, decidesAll).run();
        }
    }

    private static List<Validity> valid(List<PartResult> results) {
        return results.stream().map(PartResult::valid).toList();
    }

    private static long steps(List<PartResult> results) {
        return results.stream().mapToLong(PartResult::steps).sum();
    }

    @Test
    void aContradictionEndsTheSearchOfAKeyThatWouldTakeForever() {
        contradictoryKey(60).contradictoryKey(4);
        List<PartResult> results = results(1, 64 << 20);
        assertThat(valid(results)).containsExactly(Validity.UNKNOWN, Validity.FALSE);
        assertThat(steps(results)).isLessThan(FEW_STEPS);
    }

    @Tag("thorough")
    @Test
    void amongManyHardKeysTheOneThatIsDecidedEndsTheSearch() {
        for (int key = 0; key < 25; key++) {
            contradictoryKey(key == 21 ? 14 : 60);
        }
        List<PartResult> results = results(1, 64 << 20);
        assertThat(results.get(21).valid()).isEqualTo(Validity.FALSE);
        assertThat(valid(results)).containsOnlyOnce(Validity.FALSE);
        assertThat(steps(results)).isLessThan(25 * FEW_STEPS);
    }

    @Tag("thorough")
    @Test
    void whatIsFoundDoesNotDependOnTheThreads() {
        for (int key = 0; key < 36; key++) {
            switch (key % 4) {
                case 0 -> validKey(6);
                case 1 -> contradictoryKey(key == 21 || key == 33 ? 14 : 40);
                case 2 -> validKey(2);
                default -> contradictoryKey(40);
            }
        }
        List<PartResult> alone = results(1, 64 << 20);
        assertThat(valid(alone)).contains(Validity.FALSE, Validity.TRUE, Validity.UNKNOWN);
        for (int threads : new int[] {2, 5}) {
            assertThat(results(threads, 64 << 20)).as("%d threads", threads).isEqualTo(alone);
        }
    }

    @Test
    void aContradictionThatNeedsNoSearchStillLeavesEveryKeyAFirstLook() {
        contradictoryKey(1).validKey(6).validKey(8).contradictoryKey(60);
        assertThat(valid(results(1, 64 << 20)))
                .containsExactly(Validity.FALSE, Validity.TRUE, Validity.TRUE, Validity.UNKNOWN);
    }

    @Test
    void whereEachKeyIsToBeDecidedNoContradictionEndsTheSearch() {
        contradictoryKey(1).contradictoryKey(14);
        for (int key = 0; key < 9; key++) {
            contradictoryKey(key % 3 == 0 ? 14 : 2).validKey(6);
        }
        assertThat(valid(results(1, 64 << 20, true))).doesNotContain(Validity.UNKNOWN);
        assertThat(valid(results(1, 64 << 20))).contains(Validity.UNKNOWN);
    }

    @Test
    void theVerdictSaysThatTheCountIsOfWhatWasLookedAt() {
        contradictoryKey(60).contradictoryKey(4).contradictoryKey(60);
        Verdict verdict = LinearizabilityChecker.check(history(), REGISTER, Budget.of(Duration.ofMinutes(1), 64 << 20))
                .verdict();
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.notes()).singleElement().asString().contains("2 of 3 parts", "what was looked at");
        assertThat(Objects.requireNonNull(verdict.anomalies().get(Analysis.NONLINEARIZABLE))
                        .count())
                .isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void anInterruptEndsTheCheckAndItsThreads() throws InterruptedException {
        for (int key = 0; key < 60; key++) {
            contradictoryKey(60);
        }
        OperationHistory history = history();
        assertThat(history.size()).isGreaterThan(2_000);
        var started = new CountDownLatch(1);
        AtomicReference<Analysis> found = new AtomicReference<>();
        Thread checking = new Thread(() -> {
            started.countDown();
            found.set(LinearizabilityChecker.check(history, REGISTER, Budget.unlimited()));
        });
        checking.start();
        started.await();
        TimeUnit.MILLISECONDS.sleep(200);
        checking.interrupt();
        checking.join();
        assertThat(Objects.requireNonNull(found.get()).parts())
                .extracting(PartResult::valid)
                .containsOnly(Validity.UNKNOWN);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(Workers.THREAD_NAME);
    }

    @Test
    void ofSeveralFailuresTheFirstInOrderIsThrown() {
        try (var workers = new Workers(4)) {
            for (int round = 0; round < 200; round++) {
                assertThatThrownBy(() -> workers.forEach(100, i -> {
                            if (i % 10 == 7) {
                                throw new HistoryException("task " + i);
                            }
                        }))
                        .isInstanceOf(HistoryException.class)
                        .hasMessage("task 7");
            }
        }
    }
}
