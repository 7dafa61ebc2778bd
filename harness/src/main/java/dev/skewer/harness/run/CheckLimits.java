package dev.skewer.harness.run;

import dev.skewer.harness.console.Quantities;
import dev.skewer.workloads.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the check of one history may cost; past it the verdict is unknown.
 *
 * @param time for the check; null for the default, a minute
 * @param memory bytes for the history in memory and what the checker's searches remember; null for the default, 3/4 of the heap
 */
public record CheckLimits(@Nullable Duration time, @Nullable Long memory) {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);

    /** How long the check may take. */
    public Duration timeLimit() {
        return time == null ? DEFAULT_TIME : time;
    }

    /** How many bytes it may take. */
    public long memoryBytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / 4 * 3 : memory;
    }

    /** The options that say so to a command; none where they are the defaults. */
    public List<String> toArguments(String timeOption, String memoryOption) {
        var arguments = new ArrayList<String>();
        if (time != null) {
            arguments.addAll(List.of(timeOption, DurationText.of(time)));
        }
        if (memory != null) {
            arguments.addAll(List.of(memoryOption, Quantities.showSize(memory)));
        }
        return arguments;
    }
}
