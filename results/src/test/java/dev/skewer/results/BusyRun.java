package dev.skewer.results;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.FaultSpan;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.Highlight;
import dev.skewer.results.summary.LatencySeries;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Outcome;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Throughput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A made-up run of ten seconds in which eight clients kept a store busy. A read of one of them, T2, saw metadata from before a trim, T3, and
 * the journal from after it.
 */
final class BusyRun {
    static final int CLIENTS = 8;
    static final long MILLISECOND = 1_000_000;

    private static final int BUCKETS = 100;
    private static final long BUCKET = 100 * MILLISECOND;
    /** When the story begins. */
    private static final long STORY = 4_000 * MILLISECOND;

    private BusyRun() {}

    /** The run, with so many operations listed around its story. */
    static RunSummary of(int operations) {
        RunSummary like = Samples.run(verdict(), "committed");
        return new RunSummary(
                like.folder(),
                like.history(),
                "journal on embedded at committed",
                like.spec(),
                like.seed(),
                like.check(),
                like.again(),
                like.started(),
                like.elapsed(),
                like.ending(),
                like.verdict(),
                like.cost(),
                metrics(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(excerpt(operations)),
                like.log(),
                Map.of("os", "Linux", "cores", "2"),
                like.producer());
    }

    /** The same without an anomaly; so many operations are listed around its longest fault. */
    static RunSummary clean(int operations) {
        Highlight highlight = Highlight.of(metrics()).orElseThrow();
        return of(0).with(Samples.clean(Validity.TRUE, 77), new CheckCost(0, 17, 123))
                .quoting(List.of(new Excerpt(
                        Excerpt.NONE,
                        0,
                        highlight.from() - 3 * MILLISECOND,
                        highlight.to(),
                        appends(highlight.from() - 2 * MILLISECOND, operations),
                        1_234)));
    }

    private static List<Excerpt.Operation> appends(long from, int operations) {
        List<Excerpt.Operation> all = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            long at = from + i * 60_000L;
            all.add(new Excerpt.Operation(
                    100 + 2L * i,
                    String.valueOf(i % CLIENTS),
                    "append",
                    Outcome.OK,
                    at,
                    at + 40_000,
                    "{:id 3, :entry " + i + "}",
                    ""));
        }
        return all;
    }

    private static List<Example.Step> steps() {
        return List.of(
                step(
                        "T1",
                        1,
                        "0",
                        STORY,
                        300_000,
                        "append",
                        Example.Kind.ADD,
                        "append 7 to 3 → epoch 0, index 4",
                        "made it"),
                step(
                        "T2",
                        9,
                        "1",
                        STORY + 400_000,
                        600_000,
                        "read",
                        Example.Kind.PAIRED_READ,
                        "read 3 → length 5; journal [0 1] [1 2]",
                        "the read"),
                step(
                        "T3",
                        10,
                        "2",
                        STORY + 500_000,
                        300_000,
                        "trim",
                        Example.Kind.DROP,
                        "trim 3 to length 2 → epoch 1, length 2",
                        "came between"));
    }

    private static Example.Step step(
            String op,
            long index,
            String process,
            long at,
            long length,
            String function,
            Example.Kind kind,
            String text,
            String role) {
        return new Example.Step(op, index, process, at, at + length, function, kind, text, role);
    }

    private static Verdict verdict() {
        var example = new Example(
                "One read of 3 shows two versions",
                steps(),
                List.of(
                        new Example.Edge(
                                "T1", "T2", EdgeType.WR, "The metadata that T2 read is the version that T1 made."),
                        new Example.Edge("T2", "T3", EdgeType.RW, "The metadata is from before T3."),
                        new Example.Edge("T3", "T2", EdgeType.WR, "The journal is from after T3.")),
                "No single moment shows both.");
        var anomaly = new Anomaly("read-skew", 3, new TreeMap<>(), List.of(example));
        return new Verdict(
                Validity.FALSE,
                "journal",
                new TreeMap<>(Map.of("read-skew", anomaly)),
                List.of(),
                List.of(),
                100_000,
                4_321,
                List.of());
    }

    private static Excerpt excerpt(int operations) {
        List<Excerpt.Operation> all = new ArrayList<>();
        for (Example.Step step : steps()) {
            all.add(new Excerpt.Operation(
                    step.index(),
                    step.process(),
                    step.function(),
                    Outcome.OK,
                    step.invoked(),
                    step.completed(),
                    "{:id 3}",
                    "{:id 3}"));
        }
        for (int i = 0; i < operations; i++) {
            // The clients of the story are silent while it happens.
            long at = STORY
                    - MILLISECOND
                    + i * 60_000L
                    + (i % CLIENTS < 3 && i * 60_000L >= MILLISECOND ? 2 * MILLISECOND : 0);
            Outcome outcome = i % 17 == 0 ? Outcome.FAIL : Outcome.OK;
            all.add(new Excerpt.Operation(
                    100 + 2L * i,
                    String.valueOf(i % CLIENTS),
                    "append",
                    outcome,
                    at,
                    at + 40_000,
                    "{:id 3, :entry " + i + "}",
                    ""));
        }
        return new Excerpt("read-skew", 0, STORY - 2 * MILLISECOND, STORY + 400 * MILLISECOND, all, 1_234);
    }

    private static OperationMetrics metrics() {
        List<LatencySeries> latencies = new ArrayList<>();
        List<FunctionStats> functions = new ArrayList<>();
        for (String function : List.of("append", "read", "trim")) {
            List<LatencySeries.Bucket> buckets = new ArrayList<>();
            List<LatencySeries.Point> points = new ArrayList<>();
            for (int i = 0; i < BUCKETS; i++) {
                long slow = 50_000 + 1_000L * (i % 13) * (i % 7);
                buckets.add(new LatencySeries.Bucket(300, i % 5, 0, slow, 2 * slow, 5 * slow, 9 * slow));
                points.add(new LatencySeries.Point(i * BUCKET + 7 * MILLISECOND, 9 * slow, Outcome.OK));
            }
            latencies.add(new LatencySeries(function, BUCKET, buckets, points));
            functions.add(new FunctionStats(function, 30_000, 200, 0, 50_000, 100_000, 250_000, 300_000, 450_000));
        }
        List<Activity.Lane> lanes = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            lanes.add(new Activity.Lane(
                    String.valueOf(client),
                    // Two took the place of the last one.
                    client == CLIENTS - 1 ? 3 : 1,
                    Collections.nCopies(BUCKETS, 110L + client),
                    List.of(0L, 3L),
                    List.of()));
        }
        return new OperationMetrics(
                functions,
                new Throughput.Series(
                        BUCKET,
                        Collections.nCopies(BUCKETS, 900L),
                        BUCKETS * BUCKET,
                        List.of(
                                new FaultSpan(
                                        "kill", 2_000 * MILLISECOND, 2_500 * MILLISECOND, List.of(0), new TreeMap<>()),
                                new FaultSpan(
                                        "pause",
                                        3_900 * MILLISECOND,
                                        6_000 * MILLISECOND,
                                        List.of(1),
                                        new TreeMap<>()))),
                latencies,
                new Activity(BUCKET, lanes),
                true);
    }
}
