package dev.skewer.results.comparison;

import dev.skewer.checker.Validity;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.Latency;
import dev.skewer.results.summary.ReferenceSpeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Made-up cells. */
final class Cells {
    static final Expectation VALID = new Expectation(Expectation.VALID, List.of());
    static final Expectation SKEW = new Expectation("read-skew", List.of("read-skew"));

    private Cells() {}

    static ComparedRun run(Validity valid, long opportunities, Map<String, Long> anomalies) {
        return new ComparedRun(valid, 1_000, opportunities, new TreeMap<>(anomalies), 0, Latency.NONE, false);
    }

    static ComparedRun rerun(Validity valid, Map<String, Long> anomalies) {
        return new ComparedRun(valid, 1_000, 100, new TreeMap<>(anomalies), 0, Latency.NONE, true);
    }

    static ComparedRun timed(double opsPerSecond) {
        return new ComparedRun(
                Validity.TRUE,
                1_000,
                100,
                new TreeMap<>(),
                opsPerSecond,
                new Latency(Math.round(1e9 / opsPerSecond), Math.round(1e10 / opsPerSecond)),
                false);
    }

    /** A cell whose outcome follows from its runs. */
    static ComparedCell cell(String key, Expectation expected, ComparedRun... runs) {
        List<ComparedRun> all = List.of(runs);
        Validity verdict =
                all.stream().map(ComparedRun::valid).reduce(Validity::and).orElse(Validity.UNKNOWN);
        boolean isMet = expected.isValid()
                ? verdict == Validity.TRUE
                : all.stream()
                        .anyMatch(run -> expected.isShownBy(run.anomalies().keySet()));
        return cell(key, expected, isMet ? Outcome.AS_EXPECTED : Outcome.NOT_AS_EXPECTED, all, verdict);
    }

    static ComparedCell cell(
            String key, Expectation expected, Outcome outcome, List<ComparedRun> runs, Validity verdict) {
        return new ComparedCell(
                key, "test " + key, "group", expected, outcome, "", !expected.isValid(), false, runs, verdict);
    }

    /** A valid cell with anomalies per run, each of so many opportunities. */
    static ComparedCell counts(String key, long opportunities, long... counts) {
        var runs = new ArrayList<ComparedRun>();
        for (long count : counts) {
            runs.add(run(
                    count == 0 ? Validity.TRUE : Validity.FALSE,
                    opportunities,
                    count == 0 ? Map.of() : Map.of("read-skew", count)));
        }
        return cell(key, VALID, runs.toArray(ComparedRun[]::new));
    }

    static Comparand side(String name, ComparedCell... cells) {
        return new Comparand(name, false, List.of(cells), Map.of(), Conditions.PLAIN);
    }

    static Comparand measured(Comparand side, double memory, double disk) {
        return measured(
                side, new Spread(memory, memory * 0.97, memory * 1.03), new Spread(disk, disk * 0.9, disk * 1.1));
    }

    static Comparand measured(Comparand side, Spread memory, Spread disk) {
        return new Comparand(
                side.name(),
                false,
                side.cells(),
                side.leftOut(),
                new Conditions(1, Optional.of(new ReferenceSpeed(30, memory, disk))));
    }
}
