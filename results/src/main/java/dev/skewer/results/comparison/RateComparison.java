package dev.skewer.results.comparison;

import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Effect;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How often one anomaly was found in one cell, on both sides. */
final class RateComparison {
    private static final double MILLION = 1e6;

    private final ComparedCell before;
    private final ComparedCell now;
    private final String anomaly;
    private final Thresholds thresholds;
    private final boolean isAccepted;
    private final Counts had;
    private final Counts has;

    /**
     * A comparison.
     *
     * @param isAccepted whether the anomaly is known and accepted for the time being
     */
    RateComparison(ComparedCell before, ComparedCell now, String anomaly, Thresholds thresholds, boolean isAccepted) {
        this.before = before;
        this.now = now;
        this.anomaly = anomaly;
        this.thresholds = thresholds;
        this.isAccepted = isAccepted;
        had = Counts.of(anomaly, before.planned());
        has = Counts.of(anomaly, now.planned());
    }

    /** The figures; empty if a side had no opportunity. */
    Optional<Estimate> estimate() {
        if (had.runs() == 0 || has.runs() == 0) {
            return Optional.empty();
        }
        double ratio = has.rate() / had.rate();
        boolean isTested = RateTest.isPossible(had, has);
        var test = isTested ? new RateTest(had, has) : null;
        return Optional.of(new Estimate(
                Estimate.RATE,
                had.rate() * MILLION,
                has.rate() * MILLION,
                ratio,
                test == null ? 0 : test.low(thresholds.confidence()),
                test == null ? Double.POSITIVE_INFINITY : test.high(thresholds.confidence()),
                Double.NaN));
    }

    /** Adds what the figures claim, and gives what is to be said at once. */
    Optional<Change> claim(Claims claims) {
        boolean isNew = had.totalEvents() == 0 && now.expected().isValid();
        Optional<Estimate> estimate = estimate();
        if (isNew || estimate.isEmpty()) {
            // An anomaly where none may be is worse without any figures; where there was no opportunity, nothing is
            // known.
            return Optional.empty();
        }
        Estimate sides = estimate.get();
        if (!RateTest.isPossible(had, has)) {
            return notCompared(sides);
        }
        var test = new RateTest(had, has);
        double times = thresholds.ratio();
        if (has.totalEvents() == 0) {
            claims.add(
                    test.less(1),
                    p -> change(Kind.GONE_ANOMALY, Effect.BETTER, anomaly + " is gone", sides.withP(p)),
                    p -> Optional.of(change(
                            Kind.GONE_ANOMALY,
                            Effect.NOTED,
                            anomaly + " was not found this time, which may be chance",
                            sides.withP(p))));
            return Optional.empty();
        }
        double p = Math.min(test.more(times), test.less(1 / times));
        boolean isMore = sides.ratio() > 1;
        claims.add(
                p,
                corrected -> isMore
                        ? change(
                                Kind.MORE_FREQUENT, Effect.WORSE, anomaly + " is more frequent", sides.withP(corrected))
                        : change(
                                Kind.LESS_FREQUENT,
                                Effect.BETTER,
                                anomaly + " is less frequent",
                                sides.withP(corrected)));
        return Optional.empty();
    }

    /** What is to be said where machines differ too much; nothing where there is nothing to compare. */
    Optional<Change> notJudged(String difference) {
        boolean isNew = had.totalEvents() == 0 && now.expected().isValid();
        return isNew
                ? Optional.empty()
                : estimate()
                        .map(sides -> new Change(
                                Kind.RATE_NOT_COMPARED,
                                Effect.NOTED,
                                now.key(),
                                now.test(),
                                "how often " + anomaly + " shows is not judged: " + difference,
                                Optional.of(sides)));
    }

    /** With too few runs: that it may have become more frequent is all that can be said. */
    private Optional<Change> notCompared(Estimate sides) {
        if (has.totalEvents() == 0) {
            return Optional.of(new Change(
                    Kind.GONE_ANOMALY,
                    Effect.NOTED,
                    now.key(),
                    now.test(),
                    anomaly + " was not found: " + CompareText.often(0, now) + "; "
                            + CompareText.often(had.totalEvents(), before)
                            + " before; whether it is gone, one run cannot say",
                    Optional.of(sides)));
        }
        if (sides.ratio() <= thresholds.ratio()) {
            return Optional.empty();
        }
        return Optional.of(new Change(
                Kind.RATE_NOT_COMPARED,
                isAccepted ? Effect.NOTED : Effect.UNDECIDED,
                now.key(),
                now.test(),
                anomaly + " " + CompareText.often(has.totalEvents(), now) + ", "
                        + CompareText.often(had.totalEvents(), before)
                        + " before; whether it is more frequent can be said with at least " + RateTest.MIN_RUNS
                        + " runs of each, of different seeds",
                Optional.of(sides)));
    }

    private Change change(Kind kind, Effect effect, String sentence, Estimate sides) {
        return new Change(
                kind, effect, now.key(), now.test(), sentence + ": " + CompareText.sides(sides), Optional.of(sides));
    }

    /** Anomalies of both sides, in the order in which they are best read. */
    static List<String> names(ComparedCell before, ComparedCell now) {
        return Stream.concat(now.anomalies().keySet().stream(), before.anomalies().keySet().stream())
                .distinct()
                .toList();
    }
}
