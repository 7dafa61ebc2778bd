package dev.skewer.results;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Effect;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.Estimate;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.FaultPlan;
import dev.skewer.results.summary.FaultSpan;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.GateSummary;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.results.summary.LatencySeries;
import dev.skewer.results.summary.LogExcerpt;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Outcome;
import dev.skewer.results.summary.ReferenceSpeed;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Shard;
import dev.skewer.results.summary.Stall;
import dev.skewer.results.summary.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Made-up runs for tests. */
public final class Samples {
    private Samples() {}

    /** A verdict with one read skew in which every text is {@code text}. */
    public static Verdict skewed(String text) {
        var steps = List.of(
                new Example.Step("T1", 11, "0", 1_000, 9_000, "read", Example.Kind.PAIRED_READ, "read " + text, text),
                new Example.Step("T2", 12, "3", 2_000, 7_000, "trim", Example.Kind.DROP, "trim " + text, ""),
                new Example.Step("T3", 14, "5", 2_500, -1, text, Example.Kind.OTHER, text, ""));
        List<Example.Edge> edges = List.of(
                new Example.Edge("T1", "T2", EdgeType.RW, text), new Example.Edge("T2", "T1", EdgeType.WR, text));
        var anomaly = new Anomaly(
                "read-skew",
                1234,
                new TreeMap<>(Map.of("before trim", 1200L, text, 34L)),
                List.of(new Example("first", steps, List.of(), text), new Example(text, steps, edges, text)));
        return new Verdict(
                Validity.FALSE,
                "journal",
                new TreeMap<>(Map.of("read-skew", anomaly)),
                List.of(),
                List.of(),
                56_789,
                4_321,
                List.of(text));
    }

    static Verdict clean(Validity valid, long opportunities) {
        return new Verdict(valid, "journal", new TreeMap<>(), List.of(), List.of(), 56_789, opportunities, List.of());
    }

    static OperationMetrics metrics(String text, boolean hasClock) {
        return new OperationMetrics(
                List.of(new FunctionStats(text, 10, 2, 1, 1_001, 2_000, 3_000, 4_000, 5_000_000)),
                new Throughput.Series(
                        50_000_000,
                        List.of(3L, 5L, 1L),
                        130_000_001,
                        List.of(new FaultSpan(
                                text, 10_000_000, 20_000_000, List.of(0, 2), new TreeMap<>(Map.of(text, -4L))))),
                List.of(new LatencySeries(
                        text,
                        50_000_000,
                        List.of(
                                new LatencySeries.Bucket(3, 0, 1, 1_001, 2_000, 3_000, 3_500),
                                new LatencySeries.Bucket(
                                        0,
                                        5,
                                        0,
                                        LatencySeries.NONE,
                                        LatencySeries.NONE,
                                        LatencySeries.NONE,
                                        LatencySeries.NONE)),
                        List.of(
                                new LatencySeries.Point(1_500_000, 3_500, Outcome.OK),
                                new LatencySeries.Point(50_000_000, 0, Outcome.FAIL)))),
                new Activity(
                        100_000_000, List.of(new Activity.Lane(text, 3, List.of(3L, 5L), List.of(0L, 1L), List.of()))),
                hasClock);
    }

    static List<Excerpt> excerpts(String text) {
        return List.of(new Excerpt(
                "read-skew",
                1,
                500,
                12_000,
                List.of(
                        new Excerpt.Operation(11, "0", "read", Outcome.OK, 1_000, 9_000, text, text),
                        new Excerpt.Operation(12, text, text, Outcome.FAIL, 2_000, 7_000, text, ""),
                        new Excerpt.Operation(14, "5", text, Outcome.OPEN, 2_500, -1, text, "")),
                17));
    }

    static CheckSummary check(Verdict verdict, String text) {
        return new CheckSummary(
                text,
                verdict,
                new CheckCost(1, 17, 123),
                "skewer check " + text,
                Optional.of(metrics(text, false)),
                excerpts(text),
                Map.of("model", text),
                Map.of("os", text),
                "skewer test");
    }

    /** Two files, one of which could not be read. */
    static CheckSeries series(String text) {
        return new CheckSeries(
                List.of(check(skewed(text), text)), List.of(new CheckSeries.Refused(text + "!", text)), "skewer test");
    }

    static CampaignSummary campaign(String text) {
        var runs = List.of(
                CampaignSummary.Run.of(run(skewed(text), text)),
                CampaignSummary.Run.of(run(clean(Validity.TRUE, 5), text)));
        Map<String, Object> h2 = Map.of("workload", "journal", "target", "h2", "isolation", text, "seed", 1);
        Map<String, Object> sqlite = Map.of("workload", "bank", "target", "sqlite", "isolation", "x", "seed", 1);
        var spread = new IsolationCost.Spread(1234.5, 1200, 1300.25);
        return new CampaignSummary(
                text,
                "results/runs/" + text,
                4,
                List.of(
                        new CampaignSummary.Cell(text, h2, new Expectation("valid", List.of()), runs, true, null),
                        new CampaignSummary.Cell(
                                "b", sqlite, new Expectation("read-skew", List.of("read-skew")), runs, true, null),
                        new CampaignSummary.Cell(
                                "c", sqlite, new Expectation("valid", List.of()), List.of(), true, text)),
                new CampaignSummary.Part(
                        "0123456789ab",
                        new Shard(2, 3),
                        List.of(new Omission("k", text, text, true), new Omission("k-2", text, text, false)),
                        List.of(text)),
                List.of(text),
                List.of(new IsolationCost("committed", 9, spread, spread, spread, spread)),
                "skewer test");
    }

    /** A campaign that is a gate, in which every text is {@code text}. */
    public static CampaignSummary gated(String text) {
        var spread = new IsolationCost.Spread(11e6, 10e6, 12.5e6);
        var rate = new Estimate(Estimate.RATE, 0, 12.5, Double.POSITIVE_INFINITY, 1.5, Double.POSITIVE_INFINITY, 1e-9);
        var slower = new Estimate(Estimate.THROUGHPUT, 20_000, 5_000, 0.25, 0.2, 0.3, Double.NaN);
        return campaign(text)
                .with(new Conditions(3, Optional.of(new ReferenceSpeed(12, spread, spread))))
                .with(new GateSummary(
                        text,
                        List.of(
                                new Change(Kind.NEW_ANOMALY, Effect.WORSE, "", text, text, Optional.of(rate)),
                                new Change(Kind.SLOWER, Effect.UNDECIDED, text, text, text, Optional.of(slower)),
                                Change.of(Kind.AS_EXPECTED, Effect.BETTER, text, text, text),
                                Change.of(Kind.PROVED, Effect.NOTED, text, "", text))));
    }

    /** A run in which every text is {@code text}. */
    public static RunSummary run(Verdict verdict, String text) {
        return new RunSummary(
                "results/runs/journal/1",
                RunFolder.HISTORY,
                "journal on embedded at " + text,
                Map.of("workload", text, "fault", List.of(text), "keys", 32, "fail-fast", true, "rate", 1.5),
                4711,
                "skewer check --model journal " + text,
                "skewer test --workload " + text,
                Instant.parse("2026-11-23T09:45:01Z"),
                Duration.ofSeconds(10),
                RunSummary.Ending.COMPLETE,
                verdict,
                new CheckCost(0, 17, 123),
                metrics(text, true),
                List.of(new FaultPlan(
                        text,
                        new TreeMap<>(Map.of(text, 3L)),
                        List.of(
                                new FaultPlan.Start(
                                        text, 2_000_000_000L, OptionalLong.empty(), 500_000_000, List.of(1)),
                                new FaultPlan.Start(text, 0, OptionalLong.of(5_000), 0, List.of())),
                        false)),
                5,
                List.of(new Stall(3_000_000_000L, 7_000_000_000L)),
                List.of(text),
                excerpts(text),
                new LogExcerpt(
                        List.of(
                                new LogExcerpt.Line("run.log", 1_500_000, text),
                                new LogExcerpt.Line(text, LogExcerpt.UNTIMED, text)),
                        3),
                Map.of("target", text),
                "skewer test");
    }
}
