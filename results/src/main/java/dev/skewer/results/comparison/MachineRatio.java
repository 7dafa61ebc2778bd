package dev.skewer.results.comparison;

import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.ReferenceSpeed;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How fast the machine of the candidate was beside that of the base, by what both measured meanwhile.
 *
 * @param log the logarithm of the ratio; more than 0 where the candidate's was faster
 * @param variance of that logarithm, as it is measured and not known
 * @param freedom the degrees of freedom of the variance, which is measured too
 */
record MachineRatio(double log, double variance, double freedom) {
    /** One machine, which was as fast both times. */
    static final MachineRatio SAME = new MachineRatio(0, 0, Double.POSITIVE_INFINITY);

    /** Machines that differ by more than this differ in more than one figure can say. */
    private static final double MAX_RATIO = 1.5;

    /** Between the quartiles of a normal distribution, in standard deviations. */
    private static final double QUARTILES = 1.349;
    /** The standard error of a median by that of a mean, in a normal distribution. */
    private static final double OF_MEDIAN = 1.2533;
    /** How much of what all figures say of their spread is said by the quartiles, in a normal distribution (Mosteller, <i>On Some Useful Inefficient Statistics</i>, 1946). */
    private static final double EFFICIENCY_OF_QUARTILES = 0.37;

    /** The ratio of two references. */
    static MachineRatio of(ReferenceSpeed base, ReferenceSpeed candidate) {
        double ofBase = variance(base);
        double ofCandidate = variance(candidate);
        return new MachineRatio(
                Math.log(candidate.memoryPerSecond().median()
                        / base.memoryPerSecond().median()),
                ofBase + ofCandidate,
                freedom(ofBase, freedom(base), ofCandidate, freedom(candidate)));
    }

    /** The degrees of freedom of the sum of two variances (Satterthwaite, <i>An Approximate Distribution of Estimates of Variance Components</i>, Biometrics Bulletin 1946). */
    static double freedom(double one, double freedomOfOne, double other, double freedomOfOther) {
        double sum = one + other;
        return sum == 0
                ? freedomOfOne + freedomOfOther
                : sum * sum / (one * one / freedomOfOne + other * other / freedomOfOther);
    }

    private static double freedom(ReferenceSpeed speed) {
        return Math.max(1, EFFICIENCY_OF_QUARTILES * (speed.rounds() - 1));
    }

    /** Within what ratio either way it is known. */
    double margin(double confidence) {
        return variance == 0
                ? 1
                : Math.exp(Math.sqrt(variance)
                        * TDistribution.of(freedom).inverseSurvivalProbability((1 - confidence) / 2));
    }

    /** Whether what is not known of it is so much that nothing but a large difference is seen beside it. */
    boolean isRough(double confidence) {
        return margin(confidence) > MAX_RATIO;
    }

    /** The same for times, which are shorter where a machine is faster. */
    MachineRatio ofTimes() {
        return new MachineRatio(-log, variance, freedom);
    }

    private static double variance(ReferenceSpeed speed) {
        Spread spread = speed.memoryPerSecond();
        double error = OF_MEDIAN * Math.log(spread.high() / spread.low()) / QUARTILES;
        return error * error / speed.rounds();
    }

    /** Why two machines cannot be compared, in a few words; empty if they can. */
    static Optional<String> obstacle(ReferenceSpeed base, ReferenceSpeed candidate) {
        return obstacle("memory", base.memoryPerSecond(), candidate.memoryPerSecond())
                .or(() -> obstacle("disk", base.diskPerSecond(), candidate.diskPerSecond()));
    }

    private static Optional<String> obstacle(String what, Spread base, Spread candidate) {
        if (!(base.low() > 0) || !(candidate.low() > 0)) {
            return Optional.of("the reference of " + what + " was not measured");
        }
        double ratio = candidate.median() / base.median();
        return ratio <= MAX_RATIO && ratio >= 1 / MAX_RATIO
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the machine's %s is %.2f times as fast as the base's, and beyond %.1f times either way machines differ in more than speed",
                        what,
                        ratio,
                        MAX_RATIO));
    }
}
