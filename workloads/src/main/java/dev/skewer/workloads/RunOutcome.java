package dev.skewer.workloads;

import dev.skewer.workloads.schedule.Forecast;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run did; what it saw is in the history.
 *
 * @param ops client operations begun, the final reads left out
 * @param ok ended well
 * @param fail ended without effect
 * @param info ended with unknown effect
 * @param elapsed from the first operation to the end of the last, the final reads left out
 * @param byFunction figures by {@code :f}
 * @param faults by name, how often each fault was injected
 * @param restarts how often the target, or one of its nodes, was started anew
 * @param targetVersion the name and version of what was tested, as {@link dev.skewer.workloads.target.Target#version} has it
 * @param forecasts what each schedule of the spec planned for this run, in the order of the spec
 * @param finalReads operations of the final phase
 * @param events events in the history
 * @param recorderWait how long processes had to wait, in sum, because the history was taken too slowly; zero is as it should be
 * @param stalls when the run stood still, in order
 * @param ending why the run ended
 * @param problems what went wrong with the run itself, one line each, such as a store that did not open again after a restart
 */
public record RunOutcome(
        long ops,
        long ok,
        long fail,
        long info,
        Duration elapsed,
        SortedMap<String, OperationStats> byFunction,
        SortedMap<String, Long> faults,
        long restarts,
        String targetVersion,
        List<Forecast> forecasts,
        long finalReads,
        long events,
        Duration recorderWait,
        List<Stall> stalls,
        Ending ending,
        List<String> problems) {

    /** Why a run ended. */
    public enum Ending {
        /** It reached its limit of operations or time. */
        COMPLETE,
        /** {@link RunContext#liveCheck()} found an anomaly. */
        ANOMALY,
        /** Somebody asked: {@link RunContext#stopRequested()}, an interrupt of the thread, or the end of the JVM. */
        INTERRUPTED,
        /** The target does not answer any more, or not everyone; the problems say where calls stand. */
        UNAVAILABLE,
        /** The target or the run broke down; the problems say how. */
        PROBLEM
    }

    /** Copies the collections. */
    public RunOutcome {
        byFunction = Collections.unmodifiableSortedMap(new TreeMap<>(byFunction));
        faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
        forecasts = List.copyOf(forecasts);
        stalls = List.copyOf(stalls);
        problems = List.copyOf(problems);
    }

    /** Whether somebody ended the run before its time. */
    public boolean interrupted() {
        return ending == Ending.INTERRUPTED;
    }

    /** Operations per second. */
    public double opsPerSecond() {
        return elapsed.isZero() ? 0 : ops / (elapsed.toNanos() / 1e9);
    }
}
