package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.CampaignSummary;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How soon the anomalies of a cell were found that were to be found: over the runs that found all of them.
 *
 * @param cell it
 * @param seeds how many runs found them
 * @param ops operations of those runs, ascending
 * @param nanos nanoseconds that they took, ascending
 */
record Detection(CampaignSummary.Cell cell, int seeds, List<Long> ops, List<Long> nanos) {
    private static final String NOTHING = "–";

    /** Copies the lists. */
    Detection {
        ops = List.copyOf(ops);
        nanos = List.copyOf(nanos);
    }

    /** Of a cell in which something is to be found. */
    static Detection of(CampaignSummary.Cell cell) {
        List<CampaignSummary.Run> found = cell.runs().stream()
                .filter(run ->
                        run.anomalies().keySet().containsAll(cell.expected().anomalies()))
                .toList();
        return new Detection(
                cell,
                found.size(),
                sorted(found, CampaignSummary.Run::ops),
                sorted(found, run -> run.elapsed().toNanos()));
    }

    /** Those of all cells of a campaign that were run and in which something is to be found. */
    static List<Detection> of(CampaignSummary campaign) {
        return campaign.cells().stream()
                .filter(cell -> !cell.isSkipped() && !cell.expected().isValid())
                .map(Detection::of)
                .toList();
    }

    private static List<Long> sorted(List<CampaignSummary.Run> runs, ToLongFunction<CampaignSummary.Run> figure) {
        return runs.stream().mapToLong(figure).sorted().boxed().toList();
    }

    /** What was to be found. */
    String wanted() {
        return String.join(", ", cell.expected().anomalies());
    }

    /** How many of the seeds found it: {@code 2 of 3}. */
    String found() {
        return seeds + " of " + cell.runs().size();
    }

    /** Median and most, of operations and of time; a dash each if nothing was found. */
    List<String> figures() {
        return seeds == 0
                ? List.of(NOTHING, NOTHING, NOTHING, NOTHING)
                : List.of(
                        Figures.count(ops.get(seeds / 2)),
                        Figures.count(ops.get(seeds - 1)),
                        Figures.time(nanos.get(seeds / 2)),
                        Figures.time(nanos.get(seeds - 1)));
    }
}
