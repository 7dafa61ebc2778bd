package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.CheckLimits;
import dev.skewer.harness.run.RunSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that runs tests knows: plugins, where results go, and the bounds of the check that follows a run. */
final class RunOptions {
    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    @Option(names = "--results", paramLabel = "DIR", description = "Where run folders go (default: ${DEFAULT-VALUE}).")
    private String results = RunSettings.DEFAULT_RESULTS;

    @Option(
            names = "--check-time-limit",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "How long the check of a run may take; past it its verdict is unknown (default: 60s).")
    private @Nullable Duration time;

    @Option(
            names = "--check-memory-limit",
            paramLabel = "SIZE",
            converter = Converters.OfSize.class,
            description =
                    "What the check of a run may take; past it its verdict is unknown (default: 3/4 of the heap).")
    private @Nullable Long memory;

    @Option(names = "--no-compress", description = "Write histories as plain text: history.edn, not history.edn.zst.")
    private boolean isPlain;

    /**
     * The settings, with a results folder that exists and can be written to.
     *
     * @throws dev.skewer.harness.console.UserException if it cannot
     */
    RunSettings settings(Surroundings surroundings) {
        return new RunSettings(
                ResultsFolder.usable(surroundings, results),
                new CheckLimits(time, memory),
                !isPlain,
                plugins.jars().stream().map(surroundings::resolve).toList());
    }
}
