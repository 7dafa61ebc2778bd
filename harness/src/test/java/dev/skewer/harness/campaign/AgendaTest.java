package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final AtomicLong clock = new AtomicLong();

    /** Cells that are estimated to take ten seconds each. */
    private static List<PlannedCell> cells(int count) {
        var yaml = new StringBuilder("tests:\n");
        for (int i = 0; i < count; i++) {
            yaml.append("  - {time-limit: 9700ms, keys: ").append(i + 1).append("}\n");
        }
        return Planner.plan(CampaignFile.parse(yaml.toString(), "c.yaml", null), Shard.WHOLE, null, 1, cell -> true)
                .own();
    }

    private Agenda agenda(List<PlannedCell> cells, int limitSeconds, int jobs) {
        return new Agenda(cells, List.of(), Duration.ofSeconds(limitSeconds), jobs, clock::get);
    }

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    /** Runs what the agenda hands out, each cell for so long. */
    private List<PlannedCell> run(Agenda agenda, int seconds) {
        var run = new ArrayList<PlannedCell>();
        for (Optional<PlannedCell> next = agenda.next(); next.isPresent(); next = agenda.next()) {
            pass(seconds);
            agenda.done(next.get());
            run.add(next.get());
        }
        return run;
    }

    @Test
    void cellsComeInTheirOrder() {
        List<PlannedCell> cells = cells(5);
        assertThat(run(new Agenda(cells, List.of(), null, 1, clock::get), 1_000))
                .isEqualTo(cells);
    }

    @Test
    void aSlowMachineLeavesCellsOutInsteadOfBeingLate() {
        List<PlannedCell> cells = cells(10);
        Agenda agenda = agenda(cells, 100, 1);
        List<PlannedCell> run = run(agenda, 20);
        // At twice the estimate five fit; one may run into the limit before that is clear.
        assertThat(run).hasSizeBetween(4, 5);
        assertThat(clock.get()).isLessThanOrEqualTo(Duration.ofSeconds(100).toNanos());
        assertThat(agenda.leftOut()).hasSize(10 - run.size()).doesNotContainAnyElementsOf(run);
        assertThat(agenda.open()).isEmpty();
    }

    @Test
    void aQuickMachineRunsAll() {
        Agenda agenda = agenda(cells(10), 100, 1);
        assertThat(run(agenda, 5)).hasSize(10);
        assertThat(agenda.leftOut()).isEmpty();
        assertThat(agenda.hasTimeFor(Duration.ofSeconds(90))).isTrue();
        assertThat(agenda.hasTimeFor(Duration.ofSeconds(100))).isFalse();
    }

    @Test
    void theTimeThatIsLeftFollowsThePace() {
        List<PlannedCell> cells = cells(10);
        var agenda = new Agenda(cells, List.of(), null, 1, clock::get);
        assertThat(agenda.left()).isEqualTo(Duration.ofSeconds(100));
        PlannedCell first = agenda.next().orElseThrow();
        pass(4);
        assertThat(agenda.left()).isEqualTo(Duration.ofSeconds(96));
        pass(26);
        // It takes long, but the others have not yet.
        assertThat(agenda.left()).isEqualTo(Duration.ofSeconds(90));
        agenda.done(first);
        assertThat(agenda.left()).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(200));
        run(agenda, 10);
        assertThat(agenda.left()).isZero();
    }

    @Test
    void severalAtOnceTakeLessTime() {
        Agenda agenda = agenda(cells(10), 50, 2);
        assertThat(agenda.left()).isEqualTo(Duration.ofSeconds(50));
        PlannedCell first = agenda.next().orElseThrow();
        PlannedCell second = agenda.next().orElseThrow();
        assertThat(agenda.running()).containsExactly(first, second);
        pass(10);
        agenda.done(first);
        agenda.done(second);
        assertThat(agenda.left()).isEqualTo(Duration.ofSeconds(40));
        assertThat(agenda.leftOut()).isEmpty();
    }
}
