package dev.skewer.harness.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What a command line says of its runs besides their specs.
 *
 * @param results where run folders go; absolute
 * @param limits of the check of each
 * @param isCompressed whether their histories are compressed as they are written
 * @param plugins jars that the user named; absolute
 */
public record RunSettings(Path results, CheckLimits limits, boolean isCompressed, List<Path> plugins) {
    /** Where run folders go if nothing else is said, seen from where the user is. */
    public static final String DEFAULT_RESULTS = "results/runs";

    /** Copies the list. */
    public RunSettings {
        plugins = List.copyOf(plugins);
    }
}
