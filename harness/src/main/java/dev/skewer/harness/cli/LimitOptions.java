package dev.skewer.harness.cli;

import dev.skewer.harness.run.CheckLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the check of one stored history may cost, for every command that checks some. */
final class LimitOptions {
    @Option(
            names = "--time-limit",
            paramLabel = "D",
            converter = Converters.OfDuration.class,
            description = "For one history; past it its verdict is unknown (default: 60s).")
    private @Nullable Duration time;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            converter = Converters.OfSize.class,
            description = "For one history; past it its verdict is unknown (default: 3/4 of the heap).")
    private @Nullable Long memory;

    /** The limits. */
    CheckLimits limits() {
        return new CheckLimits(time, memory);
    }
}
