package dev.skewer.workloads.runner;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.workloads.OperationStats;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts and times operations as their events pass by on their way to the history. Used by the recorder's thread. */
final class Tally {
    private static final int DIGITS = 3;

    /** By symbol of {@code :f}; null where none was seen. */
    private final List<@Nullable ByFunction> byFunction = new ArrayList<>();

    private final StallWatch stalls = new StallWatch();
    private final RecentLatency recent = new RecentLatency();
    private long events;
    private long ops;
    private long ok;
    private long fail;
    private long info;
    private long uncounted;
    private long firstTime = -1;
    private long lastTime;

    private static final class ByFunction {
        final String name;
        final Histogram latency = new Histogram(DIGITS);
        long count;
        long ok;
        long fail;
        long info;

        ByFunction(String name) {
            this.name = name;
        }
    }

    /** Counts one event; the lane remembers when its open operation began. */
    void count(Lane lane, Event event) {
        events++;
        if (event.process < 0) {
            return;
        }
        if (!lane.counted) {
            uncounted += event.type == EventType.INVOKE ? 1 : 0;
            return;
        }
        ByFunction function = function(event);
        switch (event.type) {
            case INVOKE -> {
                lane.openSince = event.time;
                firstTime = firstTime < 0 ? event.time : firstTime;
                stalls.invoked(event.time);
                function.count++;
                ops++;
            }
            case OK -> {
                function.latency.recordValue(event.time - lane.openSince);
                recent.record(event.time - lane.openSince);
                function.ok++;
                ok++;
                stalls.answered(event.time);
            }
            case FAIL -> {
                function.fail++;
                fail++;
            }
            case INFO -> {
                function.info++;
                info++;
            }
        }
        lastTime = event.time;
    }

    private ByFunction function(Event event) {
        while (byFunction.size() <= event.f) {
            byFunction.add(null);
        }
        ByFunction function = byFunction.get(event.f);
        if (function == null) {
            function = new ByFunction(event.symbols.name(event.f));
            byFunction.set(event.f, function);
        }
        return function;
    }

    /** When the run stood still; its operations say when, the caller what explains it. */
    StallWatch stalls() {
        return stalls;
    }

    /** The latencies of all functions, of late. */
    RecentLatency recentLatency() {
        return recent;
    }

    long events() {
        return events;
    }

    long ops() {
        return ops;
    }

    long ok() {
        return ok;
    }

    long fail() {
        return fail;
    }

    long info() {
        return info;
    }

    /** Client operations outside the run proper. */
    long uncounted() {
        return uncounted;
    }

    /** From the first counted event to the last. */
    long elapsedNanos() {
        return firstTime < 0 ? 0 : lastTime - firstTime;
    }

    SortedMap<String, OperationStats> byFunction() {
        var stats = new TreeMap<String, OperationStats>();
        double seconds = Math.max(1, elapsedNanos()) / 1e9;
        for (ByFunction one : byFunction) {
            if (one != null) {
                long ended = one.ok + one.fail + one.info;
                stats.put(
                        one.name,
                        new OperationStats(
                                one.count,
                                one.ok,
                                one.fail,
                                one.info,
                                ended / seconds,
                                one.latency::getValueAtPercentile));
            }
        }
        return stats;
    }
}
