package dev.skewer.harness.run;

import java.nio.file.Path;

/**
 * What a command line says of its runs besides their specs.
 *
 * @param results where run folders go; absolute
 * @param limits of the check of each
 * @param isCompressed whether their histories are compressed as they are written
 */
public record RunSettings(Path results, CheckLimits limits, boolean isCompressed) {
    /** Where run folders go if nothing else is said, seen from where the user is. */
    public static final String DEFAULT_RESULTS = "results/runs";
}
