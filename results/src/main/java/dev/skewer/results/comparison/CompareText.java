package dev.skewer.results.comparison;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.Estimate;
import java.util.Locale;

/** Figures of a comparison in words. */
public final class CompareText {
    private static final double LARGE = 1e6;

    private CompareText() {}

    /** How often something was found in a cell: {@code 3 in 1,204 opportunities of 2 runs}. */
    static String often(long count, ComparedCell cell) {
        long opportunities = cell.opportunities();
        String runs = cell.runs().size() == 1 ? "" : " of " + cell.runs().size() + " runs";
        return (count == 0 ? "none" : Figures.count(count))
                + (opportunities == 0 ? "" : " in " + Figures.count(opportunities) + " opportunities")
                + runs;
    }

    /** A ratio: {@code ×0.52}. */
    public static String ratio(double ratio) {
        if (Double.isInfinite(ratio) || ratio > LARGE) {
            return "×∞";
        }
        return String.format(Locale.ROOT, ratio >= 99.5 ? "×%,.0f" : ratio >= 9.95 ? "×%.1f" : "×%.2f", ratio);
    }

    /** A ratio with its interval: {@code ×0.52 (0.47 to 0.58)}. */
    public static String interval(Estimate estimate) {
        return ratio(estimate.ratio())
                + (estimate.hasInterval() ? " (" + bound(estimate.low()) + " to " + bound(estimate.high()) + ")" : "");
    }

    private static String bound(double ratio) {
        return ratio(ratio).substring(1);
    }

    /** A figure in its unit. */
    public static String figure(String measure, double value) {
        return switch (measure) {
            case Estimate.RATE -> perMillion(value) + " per million";
            case Estimate.THROUGHPUT -> Figures.count(value) + "/s";
            case Estimate.P50, Estimate.P99 -> Figures.time(Math.round(value));
            default -> Figures.count(value) + " operations";
        };
    }

    private static String perMillion(double value) {
        return value >= 100 || value == 0 ? Figures.count(value) : String.format(Locale.ROOT, "%.3g", value);
    }

    /** How likely something is: {@code p < 0.0001}. */
    public static String probability(double p) {
        return p < 1e-4 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.2g", p);
    }

    /** A measure in words. */
    public static String name(String measure) {
        return switch (measure) {
            case Estimate.P50 -> "median latency";
            case Estimate.P99 -> "99 % latency";
            default -> measure;
        };
    }

    /** The two figures, their ratio with its interval, and how likely that is without cause. */
    static String sides(Estimate estimate) {
        return figure(estimate.measure(), estimate.candidate()) + ", " + figure(estimate.measure(), estimate.base())
                + " before, " + interval(estimate) + ", " + probability(estimate.p());
    }
}
