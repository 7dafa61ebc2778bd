package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.history.EventType;
import dev.skewer.workloads.RecordedHistory.Line;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TestContext;
import dev.skewer.workloads.schedule.Forecast.Start;
import dev.skewer.workloads.target.NoEffectException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Faults happen when their schedule says; how late a busy machine lets them be is left open, but not how early. */
class ScheduledFaultsTest extends Runs {
    private List<Line> lines = List.of();

    private RunOutcome run(Duration limit, String... faults) {
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec().ops(0).rate(2_000).timeLimit(limit).faults(List.of(faults)), context);
        lines = context.history.lines();
        assertWellFormed(lines);
        return outcome;
    }

    /** The events of the nemesis, in order: {@code flush start}. */
    private List<String> events() {
        return lines.stream()
                .filter(line -> line.process() < 0)
                .map(line -> line.f() + (line.value().startsWith("{:phase :start") ? " start" : " heal"))
                .toList();
    }

    private List<Long> starts(String fault) {
        return lines.stream()
                .filter(line -> line.process() < 0
                        && line.f().equals(fault)
                        && line.value().contains(":start"))
                .map(Line::time)
                .toList();
    }

    @Test
    void atATimeAndNotBefore() {
        RunOutcome outcome = run(Duration.ofMillis(900), "slow-reader(at=200ms,at=500ms,for=100ms)");
        assertThat(events())
                .containsExactly("slow-reader start", "slow-reader heal", "slow-reader start", "slow-reader heal");
        assertThat(starts("slow-reader").get(0)).isBetween(200_000_000L, 490_000_000L);
        assertThat(starts("slow-reader").get(1)).isGreaterThanOrEqualTo(500_000_000L);
        assertThat(outcome.forecasts())
                .singleElement()
                .satisfies(forecast -> assertThat(forecast.starts())
                        .extracting(Start::at)
                        .containsExactly(Duration.ofMillis(200), Duration.ofMillis(500)));
        assertThat(outcome.problems()).isEmpty();
    }

    @Test
    void periodically() {
        run(Duration.ofMillis(1_100), "flush(every=200ms)");
        List<Long> starts = starts("flush");
        assertThat(starts).hasSizeBetween(2, 5);
        // Late where the machine is busy, never early: each is behind a multiple that none of the others is behind.
        assertThat(starts.stream().map(time -> time / 200_000_000L))
                .doesNotContain(0L)
                .doesNotHaveDuplicates();
        assertThat(target.flushes).hasValue(starts.size());
    }

    @Test
    void atACountOfOperations() {
        RunOutcome outcome = run(Duration.ofMillis(800), "flush(at-op=300)", "compact(every-ops=400,times=2)");
        assertThat(begunBefore("flush start")).isGreaterThanOrEqualTo(300);
        assertThat(begunBefore("compact start")).isGreaterThanOrEqualTo(400);
        assertThat(events().stream().filter("flush start"::equals)).hasSize(1);
        assertThat(outcome.forecasts().get(0).starts())
                .extracting(start -> start.operation().orElse(0))
                .containsExactly(300L);
    }

    /** How many operations had begun when the nemesis recorded an event for the first time. */
    private long begunBefore(String event) {
        int at = 0;
        while (!(lines.get(at).process() < 0
                && (lines.get(at).f() + " start").equals(event)
                && lines.get(at).value().contains(":start"))) {
            at++;
        }
        return lines.subList(0, at).stream()
                .filter(line -> line.process() >= 0 && line.type() == EventType.INVOKE)
                .count();
    }

    @Test
    void inSequenceOneIsHealedBeforeTheNextBegins() {
        run(
                Duration.ofMillis(900),
                "sequence(slow-reader(for=50ms),snapshot-hold(for=50ms,after=20ms),flush,at=100ms)");
        assertThat(events())
                .containsExactly(
                        "slow-reader start",
                        "slow-reader heal",
                        "snapshot-hold start",
                        "snapshot-hold heal",
                        "flush start",
                        "flush heal");
    }

    @Test
    void togetherAllAreOnAtOnce() {
        run(Duration.ofMillis(900), "together(slow-reader(for=300ms),snapshot-hold(for=300ms),at=100ms)");
        List<String> events = events();
        assertThat(events.subList(0, 2)).containsExactlyInAnyOrder("slow-reader start", "snapshot-hold start");
        assertThat(events.subList(2, 4)).containsExactlyInAnyOrder("slow-reader heal", "snapshot-hold heal");
    }

    @Test
    void atAPointWhileAThreadOfTheTargetIsHeldThere() {
        run(Duration.ofSeconds(1), "flush(at-point=after-commit,times=3)");
        assertThat(events().stream().filter("flush start"::equals)).hasSizeBetween(1, 3);
        assertThat(target.flushesWhileStopped).hasValue(target.flushes.get());
        assertThat(target.stopped).isFalse();
    }

    @Test
    void aPointThatTheTargetHasNotGotIsRefused() {
        assertThatThrownBy(() -> run(Duration.ofSeconds(20), "flush(at-point=after-comit)"))
                .isInstanceOf(SpecException.class)
                .hasMessage("unknown yield point 'after-comit'; did you mean 'after-commit'?");
    }

    @Test
    void whatCannotBeHealedEndsTheRunAndIsSaid() throws IOException {
        target.breakOnNarrow = true;
        RunOutcome outcome = run(Duration.ofSeconds(20), "slow-reader(at=50ms,for=10ms)");
        assertThat(outcome.ending()).isEqualTo(Ending.PROBLEM);
        assertThat(outcome.problems())
                .contains(
                        "fault slow-reader: it could not be healed: java.lang.IllegalStateException: the reader is stuck");
        assertThat(lines).anyMatch(line -> line.process() < 0 && line.error().contains("the reader is stuck"));
        deleteEvidence();
    }

    @Test
    void whatAnotherFaultBroughtDownIsHealedAgain() {
        target.lossesOnNarrow.set(3);
        RunOutcome outcome =
                run(Duration.ofMillis(700), "slow-reader(at=100ms,for=50ms)", "snapshot-hold(at=50ms,for=200ms)");
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(target.lossesOnNarrow).hasValue(0);
    }

    @Test
    void whatNoOtherFaultBroughtDownIsLost() throws IOException {
        target.lossesOnNarrow.set(1);
        RunOutcome outcome = run(Duration.ofSeconds(20), "slow-reader(at=50ms,for=10ms)");
        assertThat(outcome.ending()).isEqualTo(Ending.UNAVAILABLE);
        assertThat(outcome.problems())
                .contains(
                        "unavailable: fault slow-reader: it could not be healed: it ended with exit code 137 instead of"
                                + " starting");
        deleteEvidence();
    }

    @Test
    void aFaultThatIsOverAtOnceCannotLast() {
        assertThatThrownBy(() -> run(Duration.ofSeconds(20), "flush(for=1s)"))
                .isInstanceOf(SpecException.class)
                .hasMessage("'flush(for=1s)': fault 'flush' is over at once; leave 'for' out");
    }

    /** What is down refuses operations as fast as processes ask. */
    @Test
    void whatRefusesEverythingIsNotAskedByTheThousand() {
        AtomicLong refused = new AtomicLong();
        target.beforeOperation = () -> {
            refused.incrementAndGet();
            throw new NoEffectException("down");
        };
        TestContext context = new TestContext(scratch);
        RunOutcome outcome = run(spec().ops(0).timeLimit(Duration.ofMillis(700)), context);
        assertThat(outcome.ok()).isZero();
        // Four processes: ten operations each at once, then the longer the less often.
        assertThat(outcome.ops()).isBetween(40L, 200L);
        assertThat(refused.get()).isGreaterThanOrEqualTo(outcome.ops());
    }
}
