package dev.skewer.harness.campaign;

import dev.skewer.harness.run.Producer;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.Shard;
import dev.skewer.workloads.TestSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a campaign does: which of its cells, and which shard each.
 *
 * <p>Cells are dealt out the longest first, each to the shard that has least to do so far (Graham's LPT rule: the longest shard takes at most 4/3 of what the
 * best deal would). Nothing else goes into it than the campaign and the number of shards, so machines that plan alone come to the same plan.
 */
public final class Planner {
    private Planner() {}

    /**
     * Plans a campaign.
     *
     * @param campaign with the cells that are asked for
     * @param shard which part of it is to be run here
     * @param timeLimit how long each shard may take; null for as long as it takes
     * @param jobs how many cells a shard runs at once
     * @param isAvailable whether a cell can be run on this machine. One that cannot takes no time; but when the campaign is spread, other machines may have what this
     *     one lacks, so it is not asked then
     */
    public static CampaignPlan plan(
            Campaign campaign, Shard shard, @Nullable Duration timeLimit, int jobs, Predicate<Cell> isAvailable) {
        List<PlannedCell> cells = cells(campaign, cell -> !shard.isWhole() || isAvailable.test(cell));
        Set<PlannedCell> chosen = new HashSet<>(cells);
        Duration cost = campaign.costOfIsolation() == null ? Duration.ZERO : campaign.costOfIsolation();
        if (timeLimit != null) {
            Duration inAll = timeLimit.multipliedBy((long) shard.count() * jobs);
            List<PlannedCell> fitting = cells.stream()
                    .filter(cell -> cell.estimate().compareTo(timeLimit) <= 0)
                    .toList();
            chosen = new HashSet<>(Coverage.choose(List.of(), fitting, inAll));
            Duration taken = chosen.stream().map(PlannedCell::estimate).reduce(Duration.ZERO, Duration::plus);
            // The least valuable of all.
            cost = taken.plus(cost).compareTo(inAll) > 0 ? Duration.ZERO : cost;
        }
        return new CampaignPlan(
                campaign.name(),
                dealt(cells, chosen, shard.count(), cost),
                campaign.leftOut(),
                cost,
                shard,
                Producer.name());
    }

    /** The cells of a campaign by the keys that they have in its plans, in their order. */
    static Map<String, Cell> byKey(Campaign campaign) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Cell cell : campaign.cells()) {
            String id = new CampaignSummary.Cell(
                            cell.name(), cell.runs().get(0).options(), cell.expected(), List.of(), false, null)
                    .id();
            int number = seen.merge(id, 1, Integer::sum);
            cells.put(number == 1 ? id : id + "-" + number, cell);
        }
        return cells;
    }

    /** The keys that the cells of a campaign have in its plans, and their names, in their order. */
    public static Map<String, String> names(Campaign campaign) {
        Map<String, String> names = new LinkedHashMap<>();
        byKey(campaign).forEach((key, cell) -> names.put(key, cell.name()));
        return names;
    }

    private static List<PlannedCell> cells(Campaign campaign, Predicate<Cell> takesTime) {
        var cells = new ArrayList<PlannedCell>();
        byKey(campaign)
                .forEach((key, cell) -> cells.add(new PlannedCell(
                        key,
                        cell.name(),
                        cell.runs().get(0).options(),
                        cell.expected(),
                        cell.runs().stream().map(TestSpec::seed).toList(),
                        takesTime.test(cell) ? Estimates.of(cell) : Duration.ZERO,
                        PlannedCell.LEFT_OUT)));
        return cells;
    }

    /** The first shard measures the cost of isolation, so it has that to do from the beginning. */
    private static List<PlannedCell> dealt(
            List<PlannedCell> cells, Set<PlannedCell> chosen, int shards, Duration cost) {
        long[] load = new long[shards];
        load[0] = cost.toMillis();
        Map<String, Integer> shardOf = new HashMap<>();
        cells.stream()
                .filter(chosen::contains)
                .sorted(Comparator.comparing(PlannedCell::estimate).reversed().thenComparing(PlannedCell::key))
                .forEach(cell -> {
                    int least = 0;
                    for (int i = 1; i < shards; i++) {
                        least = load[i] < load[least] ? i : least;
                    }
                    load[least] += cell.estimate().toMillis();
                    shardOf.put(cell.key(), least + 1);
                });
        return cells.stream()
                .map(cell -> cell.in(shardOf.getOrDefault(cell.key(), PlannedCell.LEFT_OUT)))
                .toList();
    }
}
