package dev.skewer.harness.cli;

import dev.skewer.harness.console.UserException;
import dev.skewer.results.comparison.Thresholds;
import picocli.CommandLine.Option;

/** When a comparison speaks up. */
final class ThresholdOptions {
    @Option(
            names = "--minimal-effect",
            paramLabel = "P%",
            converter = Converters.OfPercentage.class,
            description =
                    "How much rates of anomalies, throughput and latency have to differ to matter (default: 20%%).")
    private double minimalEffect = Thresholds.STANDARD.minimalEffect();

    @Option(
            names = "--significance",
            paramLabel = "P%",
            converter = Converters.OfPercentage.class,
            description = "How likely all claims about figures together may be without cause (default: 1%%).")
    private double significance = Thresholds.STANDARD.significance();

    @Option(
            names = "--same-machine",
            description =
                    "Both sides were measured on one machine that was as fast both times: judge throughput and latency as they are.")
    private boolean isSameMachine;

    /**
     * The thresholds.
     *
     * @throws UserException if one is out of its range
     */
    Thresholds thresholds() {
        if (!(significance > 0) || significance > 0.5) {
            throw new UserException("--significance must be more than 0% and at most 50%");
        }
        return new Thresholds(minimalEffect, significance, isSameMachine);
    }
}
