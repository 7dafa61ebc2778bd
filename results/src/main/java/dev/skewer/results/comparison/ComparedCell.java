package dev.skewer.results.comparison;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What is compared of one cell: the same test with one or more seeds.
 *
 * @param key what tells it from the others of its side, and is the same for the same test on the other
 * @param test its name, for a person
 * @param group what it has in common with cells that are as slow as it if one thing is: its target and workload
 * @param expected what it must turn out to be
 * @param outcome what came of it
 * @param reason why it was skipped, or its target could not be opened, or what its unknown runs say; empty if there is nothing to say
 * @param endsEarly whether its runs end when the anomaly shows, so that counts are no rates
 * @param isPaced whether its clients keep to a rate, so that throughput is what was asked for
 * @param runs all of it, in their order
 * @param verdict of all of them
 */
public record ComparedCell(
        String key,
        String test,
        String group,
        Expectation expected,
        Outcome outcome,
        String reason,
        boolean endsEarly,
        boolean isPaced,
        List<ComparedRun> runs,
        Validity verdict) {
    /** What came of a cell. */
    public enum Outcome {
        /** It is as expected. */
        AS_EXPECTED("as expected"),
        /** It is not. */
        NOT_AS_EXPECTED("not as expected"),
        /** It was cut short before it was not. */
        INCOMPLETE("cut short"),
        /** It cannot be run there. */
        SKIPPED("skipped");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /** Copies the list. */
    public ComparedCell {
        runs = List.copyOf(runs);
    }

    static ComparedCell of(String key, CampaignSummary.Cell cell) {
        return new ComparedCell(
                key,
                cell.name(),
                cell.spec().getOrDefault("target", "") + " " + cell.spec().getOrDefault("workload", ""),
                cell.expected(),
                outcome(cell),
                reason(cell),
                Boolean.TRUE.equals(cell.spec().get("fail-fast")),
                cell.spec().containsKey("rate"),
                cell.runs().stream().map(ComparedRun::of).toList(),
                cell.verdict());
    }

    /** The same cell with other runs. */
    public ComparedCell with(List<ComparedRun> others) {
        return new ComparedCell(key, test, group, expected, outcome, reason, endsEarly, isPaced, others, verdict);
    }

    private static Outcome outcome(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return Outcome.SKIPPED;
        }
        if (cell.isAsExpected()) {
            return Outcome.AS_EXPECTED;
        }
        boolean isShown = cell.isComplete() || (cell.expected().isValid() && cell.verdict() == Validity.FALSE);
        return isShown ? Outcome.NOT_AS_EXPECTED : Outcome.INCOMPLETE;
    }

    private static String reason(CampaignSummary.Cell cell) {
        if (cell.skipped() != null) {
            return cell.skipped();
        }
        if (cell.failed() != null) {
            return cell.failed();
        }
        return cell.runs().stream()
                .filter(run -> run.valid() == Validity.UNKNOWN)
                .flatMap(run -> run.notes().stream())
                .findFirst()
                .orElse("");
    }

    /** Whether it was to be run to the end, and can say how often and how fast. */
    boolean isMeasured() {
        return !endsEarly && !planned().isEmpty();
    }

    /** The runs that figures are taken from. */
    public List<ComparedRun> planned() {
        return runs.stream().filter(run -> !run.isRerun()).toList();
    }

    /** How often each anomaly was found, in all runs. */
    public SortedMap<String, Long> anomalies() {
        var counts = new TreeMap<String, Long>(AnomalyCatalog.order());
        runs.forEach(run -> run.anomalies().forEach((name, count) -> counts.merge(name, count, Long::sum)));
        return Collections.unmodifiableSortedMap(counts);
    }

    /** Chances to fail of all runs. */
    public long opportunities() {
        return runs.stream().mapToLong(ComparedRun::opportunities).sum();
    }

    /** A figure of each run that has it. */
    double[] figures(ToDoubleFunction<ComparedRun> figure) {
        return planned().stream().mapToDouble(figure).filter(value -> value > 0).toArray();
    }

    /** How many runs found all that is expected. */
    int found() {
        return (int) planned().stream().filter(this::isFoundBy).count();
    }

    boolean isFoundBy(ComparedRun run) {
        return expected.isShownBy(run.anomalies().keySet());
    }
}
