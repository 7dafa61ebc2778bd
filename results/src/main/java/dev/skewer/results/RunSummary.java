package dev.skewer.results;

import dev.skewer.checker.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known of one finished run, as plain data.
 *
 * @param title what was tested, in one line
 * @param spec option name to value, in the order of the documentation; values are strings, numbers, booleans or lists
 * @param seed everything random derived from it
 * @param check the command that checks the history again: the exact repetition of the verdict
 * @param again the command that runs the same test again: the same operations, not the same interleaving
 * @param started when it began
 * @param elapsed how long operations were generated
 * @param interrupted whether it was stopped early by a signal
 * @param verdict what the checker says
 * @param cost what the verdict cost
 * @param functions one row a function, in the order in which they are to be shown
 * @param throughput operations and faults over time
 * @param stalls when the run stood still
 * @param problems what went wrong besides the store, a sentence each
 * @param producer what made this run, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record RunSummary(
        String title,
        Map<String, Object> spec,
        long seed,
        String check,
        String again,
        Instant started,
        Duration elapsed,
        boolean interrupted,
        Verdict verdict,
        CheckCost cost,
        List<FunctionStats> functions,
        Throughput.Series throughput,
        List<Stall> stalls,
        List<String> problems,
        String producer) {
    /** Copies the collections. */
    public RunSummary {
        spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
        functions = List.copyOf(functions);
        stalls = List.copyOf(stalls);
        problems = List.copyOf(problems);
    }

    /** Client operations per second; 0 for a run of no duration. */
    public double opsPerSecond() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds > 0 ? verdict.ops() / seconds : 0;
    }

    /** Findings of all names together. */
    public long anomalyCount() {
        return verdict.anomalies().values().stream().mapToLong(a -> a.count()).sum();
    }
}
