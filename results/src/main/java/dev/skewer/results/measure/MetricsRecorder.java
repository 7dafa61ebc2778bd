package dev.skewer.results.measure;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.LatencySeries;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Outcome;
import dev.skewer.results.summary.Throughput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts and latencies of the operations of a history. Memory for each function and for what is under way, not for each operation. One
 * thread at a time.
 *
 * <p>A history that leaves its times out is given such that each event's is one more than that of the event before. So
 * that is taken for no clock, and nothing is said of it over time.
 */
public final class MetricsRecorder implements EventSink {
    private static final int DIGITS = 3;
    /** Of more functions than this, those that come later have no latencies over time. */
    private static final int MAX_SERIES = 64;

    private final Throughput throughput = new Throughput();
    private final OpenCalls open = new OpenCalls();
    private final ActivityRecorder activity = new ActivityRecorder();
    private final Buckets buckets = new Buckets(this::merge);
    private final Map<String, Tally> byFunction = new TreeMap<>();
    private final List<@Nullable Tally> bySymbol = new ArrayList<>();
    private long last = -1;
    private boolean hasClock;

    private static final class Tally {
        private final Histogram latency = new Histogram(DIGITS);
        private final @Nullable LatencyRecorder overTime;
        private long ok;
        private long fail;
        private long info;

        Tally(@Nullable LatencyRecorder overTime) {
            this.overTime = overTime;
        }
    }

    @Override
    public void accept(Event event) {
        throughput.accept(event);
        hasClock |= event.time != last + 1;
        last = event.time;
        if (event.process == Event.NEMESIS) {
            return;
        }
        Tally tally = tally(event);
        if (event.type == EventType.INVOKE) {
            open.put(event.process, event.f, activity.laneOf(event.process, event::processName), event.time);
            return;
        }
        int call = open.find(event.process);
        if (call == OpenCalls.NONE) {
            // A named process that only tells of itself.
            return;
        }
        ended(event, tally, open.tag(call), open.since(call));
        open.remove(call);
    }

    private void ended(Event event, Tally tally, int lane, long since) {
        Outcome outcome = Outcome.of(event.type);
        long nanos = Math.max(0, event.time - since);
        switch (outcome) {
            case OK -> {
                tally.ok++;
                tally.latency.recordValue(nanos);
            }
            case FAIL -> tally.fail++;
            case INFO, OPEN -> tally.info++;
        }
        long time = Math.max(0, event.time);
        int bucket = buckets.of(time);
        activity.accept(lane, event.process, bucket, outcome);
        if (tally.overTime != null) {
            tally.overTime.accept(bucket, time, nanos, outcome);
        }
    }

    private void merge() {
        activity.merge();
        byFunction.values().forEach(tally -> {
            if (tally.overTime != null) {
                tally.overTime.merge();
            }
        });
    }

    private Tally tally(Event event) {
        while (bySymbol.size() <= event.f) {
            bySymbol.add(null);
        }
        Tally tally = bySymbol.get(event.f);
        if (tally == null) {
            tally = byFunction.computeIfAbsent(event.symbols.name(event.f), this::tally);
            bySymbol.set(event.f, tally);
        }
        return tally;
    }

    private Tally tally(String function) {
        int number = byFunction.size();
        return new Tally(number < MAX_SERIES ? new LatencyRecorder(function, number) : null);
    }

    /** What was measured so far; operations that are still open are of unknown outcome. */
    public OperationMetrics metrics() {
        var unended = new HashMap<Tally, Long>();
        open.forEach(call -> unended.merge(Objects.requireNonNull(bySymbol.get(open.function(call))), 1L, Long::sum));
        var functions = new ArrayList<FunctionStats>();
        var latencies = new ArrayList<LatencySeries>();
        byFunction.forEach((name, tally) -> {
            functions.add(new FunctionStats(
                    name,
                    tally.ok,
                    tally.fail,
                    tally.info + unended.getOrDefault(tally, 0L),
                    tally.latency.getValueAtPercentile(50),
                    tally.latency.getValueAtPercentile(90),
                    tally.latency.getValueAtPercentile(99),
                    tally.latency.getValueAtPercentile(99.9),
                    tally.latency.getMaxValue()));
            if (hasClock && tally.overTime != null) {
                latencies.add(tally.overTime.series(buckets));
            }
        });
        return new OperationMetrics(
                functions,
                throughput.series(),
                latencies,
                hasClock ? activity.activity(buckets.width()) : Activity.NONE,
                hasClock);
    }
}
