package dev.skewer.results.comparison;

import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Whether anomalies are more frequent, per opportunity, on one side than on the other, over several runs of each.
 *
 * <p>Counts of anomalies are no Poisson counts: a race that was hit once is hit again and again while the threads are in step, so that runs differ by more
 * than chance in each of them. A test that takes them for Poisson (the exact conditional one, Przyborowski & Wilenski, <i>Homogeneity of results in testing
 * samples from Poisson series</i>, Biometrika 1940) alarms several times too often then. A permutation test over the runs bears any distribution, but cannot get
 * below 1 of 20 with three runs a side, which no correction for many cells survives. So the variance is taken as a multiple of the mean, the dispersion, and
 * that is measured between the runs of each side: <b>the F test of quasi-likelihood</b> (McCullagh & Nelder, <i>Generalized Linear Models</i>, 2nd ed. 1989, §4.5 and
 * §9.2; for few replicates Lund et al., <i>Detecting Differential Expression in RNA-sequence Data Using Quasi-likelihood</i>, 2012). The difference of the
 * deviances with one rate and with two, by the dispersion, is compared with F of 1 and of the dispersion's degrees of freedom.
 *
 * <p>Three precautions keep it from claiming too much. The dispersion is at least 1, as nothing makes anomalies more regular than chance. A side without any
 * anomaly says nothing about the dispersion, and adds no degrees of freedom. And where counts are so small that a deviance is not near its limit (0 against 3),
 * the exact conditional test has to agree: the larger of the two probabilities counts. Each of the two is valid where the other is not, and the larger of both is so in
 * either place. {@code RateTestTest} simulates how often it alarms without cause, and how much it finds.
 *
 * <p>With fewer than {@value #MIN_RUNS} runs of a side, nothing is known of how much runs differ, and nothing is claimed.
 */
final class RateTest {
    /** Fewer runs of a side say nothing about how much they differ. */
    static final int MIN_RUNS = 2;

    private static final int STEPS = 60;
    private static final double LARGEST_RATIO = 1e9;

    private final Counts base;
    private final Counts candidate;
    private final double dispersion;
    private final double freedom;

    /**
     * A test of two sides.
     *
     * @throws IllegalArgumentException if they {@linkplain #isPossible cannot be compared}
     */
    RateTest(Counts base, Counts candidate) {
        if (!isPossible(base, candidate)) {
            throw new IllegalArgumentException("too few runs, or no events");
        }
        this.base = base;
        this.candidate = candidate;
        double sum = 0;
        int degrees = 0;
        for (Counts side : new Counts[] {base, candidate}) {
            if (side.totalEvents() > 0) {
                sum += side.pearson();
                degrees += side.runs() - 1;
            }
        }
        freedom = degrees;
        dispersion = Math.max(1, sum / degrees);
    }

    /** Whether there is enough to compare: runs on both sides, and an event on one. */
    static boolean isPossible(Counts base, Counts candidate) {
        return base.runs() >= MIN_RUNS
                && candidate.runs() >= MIN_RUNS
                && base.totalEvents() + candidate.totalEvents() > 0;
    }

    /** How many times as frequent they are on the candidate's side; infinite if the base has none. */
    double ratio() {
        return candidate.rate() / base.rate();
    }

    /** How likely so much is if the candidate's rate is at most {@code times} the base's. */
    double more(double times) {
        return ratio() > times ? probability(times) : 1;
    }

    /** How likely so little is if the candidate's rate is at least {@code times} the base's. */
    double less(double times) {
        return ratio() < times ? probability(times) : 1;
    }

    /** The smallest ratio that the figures do not rule out. */
    double low(double confidence) {
        return ratio() == 0 ? 0 : bound(confidence, 1 / LARGEST_RATIO, Math.min(ratio(), LARGEST_RATIO));
    }

    /** The largest ratio that the figures do not rule out; infinite if they rule none out. */
    double high(double confidence) {
        double from = Math.max(ratio(), 1 / LARGEST_RATIO);
        return Double.isInfinite(from) ? from : bound(confidence, LARGEST_RATIO, from);
    }

    /** Between a ratio that is ruled out, if any is, and one that is not: by halving, as one moves away from the ratio the probability falls. */
    private double bound(double confidence, double outside, double inside) {
        if (probability(outside) > 1 - confidence) {
            return outside < inside ? 0 : Double.POSITIVE_INFINITY;
        }
        double out = Math.log(outside);
        double in = Math.log(inside);
        for (int i = 0; i < STEPS; i++) {
            double middle = (out + in) / 2;
            if (probability(Math.exp(middle)) > 1 - confidence) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return Math.exp((out + in) / 2);
    }

    /** Two-sided, of the rates being in this proportion. */
    private double probability(double times) {
        return Math.max(quasiLikelihood(times), exact(times));
    }

    private double quasiLikelihood(double times) {
        double scaled = times * candidate.totalOpportunities();
        double common = (base.totalEvents() + candidate.totalEvents()) / (base.totalOpportunities() + scaled);
        double deviance = 2
                * (deviance(base.totalEvents(), base.totalOpportunities() * common)
                        + deviance(candidate.totalEvents(), scaled * common));
        return FDistribution.of(1, freedom).survivalProbability(Math.max(0, deviance) / dispersion);
    }

    /** Half the deviance of a sum of counts, but for what both sides have in common. */
    private static double deviance(long events, double expected) {
        return events == 0 ? 0 : events * Math.log(events / expected);
    }

    private double exact(double times) {
        long all = base.totalEvents() + candidate.totalEvents();
        if (all > Integer.MAX_VALUE) {
            // So many are as good as their limit.
            return 0;
        }
        double scaled = times * candidate.totalOpportunities();
        return BinomialTest.withDefaults()
                .with(AlternativeHypothesis.TWO_SIDED)
                .test((int) all, (int) candidate.totalEvents(), scaled / (base.totalOpportunities() + scaled))
                .getPValue();
    }
}
