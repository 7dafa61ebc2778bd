package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static CampaignPlan plan(Campaign campaign, Shard shard, @Nullable Duration limit) {
        return Planner.plan(campaign, shard, limit, 1, cell -> true);
    }

    private static Campaign campaign(String yaml) {
        return CampaignFile.parse(yaml, "c.yaml", null);
    }

    /** A campaign of tests of random lengths, some of them the same. */
    private static Campaign random(long seed, int size) {
        var random = new Random(seed);
        var yaml = new StringBuilder("tests:\n");
        for (int i = 0; i < size; i++) {
            yaml.append("  - {isolation: ").append(random.nextBoolean() ? "snapshot" : "locked");
            yaml.append(", fault: ")
                    .append(List.of("none", "flush", "gc", "restart").get(random.nextInt(4)));
            yaml.append(", time-limit: ").append(1 + random.nextInt(20)).append("s");
            yaml.append(", seeds: ").append(1 + random.nextInt(3)).append("}\n");
        }
        return campaign(yaml.toString());
    }

    private static long millis(Stream<PlannedCell> cells) {
        return cells.mapToLong(cell -> cell.estimate().toMillis()).sum();
    }

    @Property(tries = 200)
    void shardsShareTheCellsAboutEquallyAndAgreeAboutIt(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(min = 1, max = 9) int count) {
        Campaign campaign = random(seed, size);
        List<CampaignPlan> plans = IntStream.rangeClosed(1, count)
                .mapToObj(index -> plan(campaign, new Shard(index, count), null))
                .toList();
        assertThat(plans.stream().map(CampaignPlan::id).distinct()).hasSize(1);
        List<String> keys = plans.stream()
                .flatMap(plan -> plan.own().stream().map(PlannedCell::key))
                .toList();
        assertThat(keys)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Planner.byKey(campaign).keySet());
        long all = millis(plans.get(0).cells().stream());
        long longest = plans.get(0).cells().stream()
                .mapToLong(cell -> cell.estimate().toMillis())
                .max()
                .orElseThrow();
        long most = plans.stream()
                .mapToLong(plan -> plan.estimate().toMillis())
                .max()
                .orElseThrow();
        // Graham's bound for the longest first holds against the best deal, which is at least this long; without it,
        // for any order.
        assertThat((double) most).isLessThanOrEqualTo(all / (double) count + longest);
    }

    @Property(tries = 200)
    void aTimeLimitIsKeptAndWhatWouldFitIsNotLeftOut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(min = 1, max = 300) int seconds) {
        Campaign campaign = random(seed, size);
        Duration limit = Duration.ofSeconds(seconds);
        CampaignPlan plan = plan(campaign, Shard.WHOLE, limit);
        long taken = millis(plan.own().stream());
        assertThat(taken).isLessThanOrEqualTo(limit.toMillis());
        assertThat(plan.cells().stream().filter(PlannedCell::isLeftOut))
                .allMatch(cell -> taken + cell.estimate().toMillis() > limit.toMillis());
        assertThat(plan.cells()).hasSameSizeAs(campaign.cells());
    }

    @Test
    void whatATimeLimitLeavesOutIsCoveredByOthers() {
        Campaign campaign = campaign("""
                time-limit: 1s
                tests:
                  - isolation: [snapshot, locked]
                    fault: [none, flush, gc, restart, [flush, gc, restart]]
                  - {isolation: snapshot, fault: flush, time-limit: 60s}
                """);
        // Time for two cells: the one with all faults first, then one at the other level.
        CampaignPlan plan = plan(campaign, Shard.WHOLE, Duration.ofSeconds(3));
        assertThat(plan.own()).extracting(PlannedCell::name).hasSize(2);
        assertThat(plan.own().get(0).name()).isEqualTo("journal snapshot flush+gc+restart");
        assertThat(plan.own().get(1).name()).startsWith("journal locked");
    }

    /** The lazy choice is the greedy one: at each step, what covers most that is not covered, by its time. */
    @Property(tries = 100)
    void theChoiceIsTheGreedyOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int size) {
        List<PlannedCell> cells = plan(random(seed, size), Shard.WHOLE, null).cells();
        Duration time = Duration.ofMillis(millis(cells.stream()) / 2);
        List<PlannedCell> lazy = Coverage.choose(List.of(), cells, time);
        var eager = new ArrayList<PlannedCell>();
        var open = new ArrayList<>(cells);
        long left = time.toMillis();
        while (!open.isEmpty()) {
            long room = left;
            open.removeIf(cell -> cell.estimate().toMillis() > room);
            if (open.isEmpty()) {
                break;
            }
            // What is chosen first of all that fit.
            PlannedCell best = Coverage.choose(eager, open, Duration.ofDays(1)).get(0);
            eager.add(best);
            open.remove(best);
            left -= best.estimate().toMillis();
        }
        assertThat(lazy).isEqualTo(eager);
    }

    @Test
    void aCellKeepsItsKeyWhenOthersMove() {
        CampaignPlan before = plan(campaign("tests: [{isolation: locked}, {fault: gc}]"), Shard.WHOLE, null);
        CampaignPlan after = plan(campaign("tests: [{fault: [none, gc]}, {isolation: locked}]"), Shard.WHOLE, null);
        assertThat(after.cells().get(2).key()).isEqualTo(before.cells().get(0).key());
        assertThat(after.cells().get(1).key()).isEqualTo(before.cells().get(1).key());
        assertThat(after.id()).isNotEqualTo(before.id());
    }

    @Test
    void cellsOfTheSameSpecAreToldApart() {
        CampaignPlan plan = plan(campaign("tests: [{seeds: [1]}, {seeds: [2]}, {seeds: [1]}]"), Shard.WHOLE, null);
        String id = plan.cells().get(0).id();
        assertThat(plan.cells()).extracting(PlannedCell::key).containsExactly(id, id + "-2", id + "-3");
    }

    @Test
    void whatCannotBeRunHereTakesNoTimeUnlessOthersMayRunIt() {
        Campaign campaign = campaign("tests: [{time-limit: 1m}, {isolation: locked, time-limit: 1m}]");
        Duration limit = Duration.ofSeconds(61);
        CampaignPlan alone = Planner.plan(
                campaign, Shard.WHOLE, limit, 1, cell -> !cell.name().contains("locked"));
        assertThat(alone.own()).hasSize(2);
        CampaignPlan shared = Planner.plan(
                campaign, new Shard(1, 2), limit, 1, cell -> !cell.name().contains("locked"));
        assertThat(shared.id())
                .isEqualTo(Planner.plan(campaign, new Shard(2, 2), limit, 1, cell -> true)
                        .id());
        assertThat(shared.own()).hasSize(1);
    }

    @Test
    void theCostOfIsolationIsMeasuredByOneShardIfThereIsTime() {
        Campaign campaign =
                campaign("{cost-of-isolation: 6s, time-limit: 1s, tests: [{isolation: [snapshot, locked]}]}");
        assertThat(plan(campaign, new Shard(1, 2), null).measuredHere()).isEqualTo(Duration.ofSeconds(6));
        assertThat(plan(campaign, new Shard(2, 2), null).measuredHere()).isZero();
        assertThat(plan(campaign, Shard.WHOLE, Duration.ofSeconds(8)).costOfIsolation())
                .isZero();
        assertThat(plan(campaign, Shard.WHOLE, Duration.ofSeconds(9)).costOfIsolation())
                .isEqualTo(Duration.ofSeconds(6));
        // The shard that measures it has less else to do.
        assertThat(plan(campaign, new Shard(2, 2), null).own()).hasSize(2);
    }
}
