package dev.skewer.results.summary;

import java.util.List;

/**
 * Counts and latencies of the operations of a history.
 *
 * @param functions one a function, by name
 * @param throughput completions and faults over time
 * @param latencies one a function, by name; empty where the history has no times, or they were not kept
 * @param activity the whole run, process by process
 * @param hasClock whether the history says when its events happened; if not, times are numbers of events
 */
public record OperationMetrics(
        List<FunctionStats> functions,
        Throughput.Series throughput,
        List<LatencySeries> latencies,
        Activity activity,
        boolean hasClock) {
    /** Copies the lists. */
    public OperationMetrics {
        functions = List.copyOf(functions);
        latencies = List.copyOf(latencies);
    }

    /** The same with other figures of functions, such as without the operations that a run ends with. */
    public OperationMetrics with(List<FunctionStats> others) {
        return new OperationMetrics(others, throughput, latencies, activity, hasClock);
    }

    /** The same with what another measurement of the same history knows of it over time. */
    public OperationMetrics overTime(OperationMetrics other) {
        return new OperationMetrics(functions, throughput, other.latencies, other.activity, hasClock);
    }

    /** Operations that ended ok. */
    public long ok() {
        return functions.stream().mapToLong(FunctionStats::ok).sum();
    }
}
