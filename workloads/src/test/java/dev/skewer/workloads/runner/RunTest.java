package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.EventType;
import dev.skewer.workloads.FakeTarget;
import dev.skewer.workloads.RecordedHistory.Line;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.TestContext;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.target.NoEffectException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest extends Runs {
    @Test
    void aHistoryIsCompleteAndInOrder() {
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec(), context);

        List<Line> lines = context.history.lines();
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.ops() + outcome.finalReads()).isEqualTo(2_000);
        assertThat(outcome.ok() + outcome.fail() + outcome.info()).isEqualTo(outcome.ops());
        assertThat(outcome.events()).isEqualTo(lines.size());
        assertThat(lines).hasSize(2 * 2_000);
        assertThat(outcome.ok()).isGreaterThan(1_700);
        assertWellFormed(lines);
        assertThat(outcome.byFunction().keySet())
                .contains("append", "append-all", "set-state", "trim", "compact", "purge", "read", "scan")
                .contains("read-metadata", "read-journal");
        assertThat(Objects.requireNonNull(outcome.byFunction().get("read")).percentile(50))
                .isPositive();
        assertThat(outcome.byFunction().values().stream()
                        .mapToLong(stats -> stats.count())
                        .sum())
                .isEqualTo(outcome.ops());
        assertThat(context.progress).isNotEmpty();
    }

    @Test
    void oneProcessRunsTheSameHistoryAgain() {
        TestContext one = new TestContext(scratch);
        run(spec().concurrency(1), one);
        TestContext other = new TestContext(scratch);
        new Run<>(spec().concurrency(1).build(), other, Workloads.of("journal"), new FakeTarget().type()).execute();
        assertThat(other.history.lines().stream().map(Line::what))
                .isEqualTo(one.history.lines().stream().map(Line::what).toList());
    }

    @Test
    void equalSeedsGiveEveryProcessEqualOperations() {
        assertThat(whatIsAsked(42)).isEqualTo(whatIsAsked(42));
        assertThat(whatIsAsked(42)).isNotEqualTo(whatIsAsked(43));
    }

    /** What does not depend on what others did: functions, key slots, and the values appended. */
    private Map<Integer, List<String>> whatIsAsked(long seed) {
        TestContext context = new TestContext(scratch);
        new Run<>(spec().seed(seed).build(), context, Workloads.of("journal"), new FakeTarget().type()).execute();
        target.close();
        return context.history.lines().stream()
                .filter(line -> line.type() == EventType.INVOKE && line.process() < 4)
                .collect(Collectors.groupingBy(
                        Line::process,
                        TreeMap::new,
                        Collectors.mapping(line -> line.f() + withoutGenerations(line.value()), Collectors.toList())));
    }

    /** Ids become key slots; the numbers of trims and compacts go. */
    private static String withoutGenerations(String value) {
        return Pattern.compile("(?<=:id )\\d+|(?<=\\[)\\d+|(?<=\\d )\\d+")
                .matcher(value)
                .replaceAll(id -> Long.toString(Long.parseLong(id.group()) % 8))
                .replaceAll(":(length|first) \\d+", "");
    }

    @Test
    void valuesAreUnique() {
        TestContext context = new TestContext(scratch);
        run(spec(), context);
        assertThat(entries(context.history.lines())).doesNotHaveDuplicates().hasSizeGreaterThan(500);
    }

    @Test
    void anUnknownOutcomeIsInfoAndAFreshProcessGoesOn() {
        AtomicLong commands = new AtomicLong();
        target.loseOutcomeOf = write -> commands.incrementAndGet() % 50 == 0;
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec(), context);

        assertThat(outcome.info()).isGreaterThan(10);
        List<Line> lines = context.history.lines();
        assertWellFormed(lines);
        List<Line> infos =
                lines.stream().filter(line -> line.type() == EventType.INFO).toList();
        assertThat(infos)
                .hasSize((int) outcome.info())
                .allMatch(line -> line.error().equals("\"lost\""));
        Set<Integer> invoking = lines.stream()
                .filter(line -> line.type() == EventType.INVOKE)
                .map(Line::process)
                .collect(Collectors.toSet());
        int ended = (int) infos.stream()
                .filter(line -> invoking.contains(line.process() + 4))
                .count();
        assertThat(ended).isGreaterThanOrEqualTo(infos.size() - 4);
        assertThat(outcome.ops() + outcome.finalReads()).isEqualTo(2_000);
    }

    @Test
    void aFreshProcessReadsEverythingAtTheEnd() {
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec(), context);
        List<Line> lines = context.history.lines();
        List<Line> last = lines.subList(lines.size() - 2 * (int) outcome.finalReads(), lines.size());
        assertThat(last).allMatch(line -> line.f().equals("read") && line.process() == 4);
        assertThat(last).anyMatch(line -> line.value().contains(":metadata nil"));
        Set<String> touched = new HashSet<>();
        for (Line line : lines) {
            if (line.type() == EventType.OK && line.f().equals("append")) {
                touched.add(line.value().replaceAll("^\\{:id (\\d+) .*", "$1"));
            }
        }
        long live = touched.stream()
                .filter(id -> last.stream()
                        .anyMatch(line -> line.value().startsWith("{:id " + id + " ")
                                && line.value().contains(":length")))
                .count();
        assertThat(live).isBetween(6L, 8L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 9, 63, 64, 65, 1_001})
    void aNumberOfOperationsIsKeptToWithTheReadsAtTheEnd(long ops) {
        for (int keys : new int[] {1, 8, 5_000}) {
            TestContext context = new TestContext(scratch);
            run(spec().keys(keys).ops(ops), context);
            assertThat(context.history.lines().stream()
                            .filter(line -> line.process() >= 0 && line.type() == EventType.INVOKE))
                    .as("%d keys", keys)
                    .hasSize((int) ops);
        }
    }

    @Test
    void journalsStayShort() {
        run(spec().ops(40_000), new TestContext(scratch));
        assertThat(target.longest()).isBetween(20, 100);
    }

    @Test
    void timeEndsARun() {
        long from = System.nanoTime();
        RunOutcome outcome =
                run(spec().ops(0).rate(20_000).timeLimit(Duration.ofMillis(300)), new TestContext(scratch));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(Duration.ofMillis(280), Duration.ofSeconds(3));
        assertThat(outcome.elapsed().toMillis()).isBetween(250L, 2_000L);
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void aRateIsKept() {
        RunOutcome outcome = run(spec().ops(0).rate(2_000).timeLimit(Duration.ofMillis(500)), new TestContext(scratch));
        assertThat(outcome.ops()).isBetween(600L, 1_050L); // fewer only where the machine was too busy
    }

    @Test
    void faultsAreRecordedAndHealed() {
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(
                spec().ops(0)
                        .rate(5_000)
                        .timeLimit(Duration.ofMillis(900))
                        .faults(List.of("flush", "compact", "slow-reader", "snapshot-hold", "restart", "gc")),
                context);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.faults().keySet())
                .containsExactly("compact", "flush", "gc", "restart", "slow-reader", "snapshot-hold");
        assertThat(injected(outcome, "flush")).isGreaterThanOrEqualTo(2);
        assertThat(target.flushes.get()).isEqualTo(injected(outcome, "flush"));
        Map<String, List<Line>> byFault = context.history.lines().stream()
                .filter(line -> line.process() < 0)
                .collect(Collectors.groupingBy(Line::f));
        byFault.forEach((fault, lines) -> {
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i).type()).isEqualTo(EventType.INFO);
                assertThat(lines.get(i).value()).startsWith(i % 2 == 0 ? "{:phase :start" : "{:phase :heal}");
            }
            assertThat(lines.size()).isEqualTo(2 * injected(outcome, fault));
        });
        assertThat(context.progress).anyMatch(progress -> progress.fault().contains("slow-reader"));
    }

    /** A target that restarts needs the processors that many processes would take by asking whether it is back. */
    @Test
    void processesSleepWhileTheTargetRestarts() {
        target.restartTakes = Duration.ofMillis(500);
        run(
                spec().concurrency(64)
                        .ops(0)
                        .rate(5_000)
                        .timeLimit(Duration.ofSeconds(3))
                        .faults(List.of("restart")),
                new TestContext(scratch));
        int restarts = target.restarts.get();
        assertThat(restarts).isPositive();
        assertThat(target.waits.get()).isPositive().isLessThan(64 * 50 * restarts);
    }

    /** For a moment everything waits, and each operation that does end has failed. */
    @Test
    void aRunThatStandsStillSaysWhenItDid() {
        AtomicLong operations = new AtomicLong();
        target.beforeOperation = () -> {
            if (operations.incrementAndGet() > 100 && target.restarts.get() == 0) {
                LockSupport.parkNanos(50_000_000);
                throw new NoEffectException("closed");
            }
        };
        Thread healer = new Thread(() -> {
            LockSupport.parkNanos(2_500_000_000L);
            target.restarts.incrementAndGet();
        });
        healer.start();
        RunOutcome outcome =
                run(spec().ops(0).rate(1_000).timeLimit(Duration.ofMillis(3_500)), new TestContext(scratch));
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.stalls()).singleElement().satisfies(stall -> {
            assertThat(stall.from()).isLessThan(Duration.ofSeconds(3));
            assertThat(stall.length()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(9));
        });
    }

    @Test
    void aSlowPaceIsNoStandstill() {
        RunOutcome outcome = run(spec().ops(5).rate(0.8), new TestContext(scratch));
        assertThat(outcome.elapsed()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(outcome.stalls()).isEmpty();
    }

    private static int injected(RunOutcome outcome, String fault) {
        return outcome.faults().getOrDefault(fault, -1L).intValue();
    }

    @Test
    void aTargetThatDoesNotComeBackIsUnavailableAndItsFilesStay() throws IOException {
        target.breakOnRestart = true;
        TestContext context = new TestContext(scratch);
        RunOutcome outcome =
                run(spec().ops(0).rate(20_000).timeLimit(Duration.ofSeconds(20)).faults(List.of("restart")), context);
        assertThat(outcome.ending()).isEqualTo(Ending.UNAVAILABLE);
        assertThat(outcome.problems()).contains("unavailable: fault restart: it did not come back");
        assertThat(context.history.lines())
                .anyMatch(line -> line.process() < 0 && line.error().equals("\"it did not come back\""));
        deleteEvidence();
    }

    @Test
    void aTargetThatDoesNotCloseWellHasBeenTestedAllTheSame() throws IOException {
        target.breakOnClose = true;
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec(), context);
        assertThat(outcome.problems())
                .containsExactly("the target did not close well: what was written last could not be saved");
        assertThat(outcome.ops()).isPositive();
        assertWellFormed(context.history.lines());
        deleteEvidence();
    }

    @Test
    void aRequestEndsARunInGoodOrder() {
        TestContext context = new TestContext(scratch);
        long from = System.nanoTime();
        context.stopRequested = () -> System.nanoTime() - from > 200_000_000;
        RunOutcome outcome = run(
                spec().ops(0)
                        .rate(20_000)
                        .timeLimit(Duration.ofMinutes(1))
                        .faults(List.of("slow-reader", "snapshot-hold")),
                context);
        assertThat(outcome.interrupted()).isTrue();
        assertThat(outcome.finalReads()).isZero();
        assertWellFormed(context.history.lines());
    }

    @Test
    void anInterruptEndsARunInGoodOrderAndIsSetAgain() {
        TestContext context = new TestContext(scratch);
        Thread me = Thread.currentThread();
        context.stopRequested = () -> {
            me.interrupt();
            return false;
        };
        RunOutcome outcome = run(spec().ops(0).rate(20_000).timeLimit(Duration.ofMinutes(1)), context);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.interrupted()).isTrue();
        assertWellFormed(context.history.lines());
    }

    @Test
    void anAnomalyEndsAFailFastRun() {
        TestContext context = new TestContext(scratch);
        var checks = new ArrayList<Long>();
        context.liveCheck = () -> {
            checks.add(System.nanoTime());
            return checks.size() == 3;
        };
        RunOutcome outcome =
                run(spec().ops(0).rate(20_000).timeLimit(Duration.ofMinutes(1)).failFast(true), context);
        assertThat(outcome.ending()).isEqualTo(Ending.ANOMALY);
        assertThat(checks).hasSize(3);
    }

    @Test
    void aHistoryThatCannotBeWrittenIsAnExceptionAndLeavesNothing() {
        TestContext context = new TestContext(scratch);
        context.history.failAt = 100;
        assertThatThrownBy(() -> run(spec().ops(0).rate(20_000).timeLimit(Duration.ofMinutes(1)), context))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aClientThatBreaksDownIsInfoAndAProblem() throws IOException {
        target.loseOutcomeOf = write -> {
            if (write.equals("purge")) {
                throw new IllegalStateException("a bug");
            }
            return false;
        };
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec(), context);
        assertThat(outcome.problems()).anyMatch(problem -> problem.contains("a bug"));
        assertThat(context.history.lines()).anyMatch(line -> line.f().equals("purge") && line.type() == EventType.INFO);
        assertWellFormed(context.history.lines());
        deleteEvidence();
    }
}
