package dev.skewer.results.comparison;

import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.ReferenceSpeed;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast the machine of the candidate was beside that of the base, by what both measured meanwhile.
 *
 * @param log the logarithm of the ratio; more than 0 where the candidate's was faster
 * @param error its standard error
 */
record MachineRatio(double log, double error) {
    /** One machine, which was as fast both times. */
    static final MachineRatio SAME = new MachineRatio(0, 0);

    /** Machines that differ by more than this differ in more than one figure can say. */
    private static final double MAX_RATIO = 1.5;

    /** Between the quartiles of a normal distribution, in standard deviations. */
    private static final double QUARTILES = 1.349;
    /** The standard error of a median by that of a mean, in a normal distribution. */
    private static final double OF_MEDIAN = 1.2533;

    /** The ratio of two references. */
    static MachineRatio of(ReferenceSpeed base, ReferenceSpeed candidate) {
        double variance = variance(base) + variance(candidate);
        return new MachineRatio(
                Math.log(candidate.memoryPerSecond().median()
                        / base.memoryPerSecond().median()),
                Math.sqrt(variance));
    }

    /** The same for times, which are shorter where a machine is faster. */
    MachineRatio ofTimes() {
        return new MachineRatio(-log, error);
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
