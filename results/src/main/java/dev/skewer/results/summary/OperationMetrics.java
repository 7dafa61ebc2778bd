package dev.skewer.results.summary;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts and latencies of the operations of a history.
 *
 * @param functions one a function, by name
 * @param throughput completions and faults over time
 * @param hasClock whether the history says when its events happened; if not, times are numbers of events
 */
public record OperationMetrics(List<FunctionStats> functions, Throughput.Series throughput, boolean hasClock) {
    /** Copies the list. */
    public OperationMetrics {
        functions = List.copyOf(functions);
    }

    /** Operations that ended ok. */
    public long ok() {
        return functions.stream().mapToLong(FunctionStats::ok).sum();
    }

    /**
     * Measures a history while its events pass by. Memory for each process and each function, not for each operation. One thread
     * at a time.
     *
     * <p>A history that leaves its times out is given such that each event's is one more than that of the event before. So
     * that is taken for no clock.
     */
    public static final class Recorder implements EventSink {
        private static final int DIGITS = 3;

        private final Throughput throughput = new Throughput();
        private final Map<String, Tally> byFunction = new TreeMap<>();
        private final Map<Integer, Open> open = new HashMap<>();
        private final List<@Nullable Tally> bySymbol = new ArrayList<>();
        private long last = -1;
        private boolean hasClock;

        private record Open(int f, long since) {}

        private static final class Tally {
            private final Histogram latency = new Histogram(DIGITS);
            private long ok;
            private long fail;
            private long info;
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
                open.put(event.process, new Open(event.f, event.time));
                return;
            }
            Open call = open.remove(event.process);
            if (call == null) {
                // A named process that only tells of itself.
                return;
            }
            switch (event.type) {
                case OK -> {
                    tally.ok++;
                    tally.latency.recordValue(Math.max(0, event.time - call.since()));
                }
                case FAIL -> tally.fail++;
                case INFO -> tally.info++;
                case INVOKE -> throw new AssertionError("an invoke event is no completion");
            }
        }

        private Tally tally(Event event) {
            while (bySymbol.size() <= event.f) {
                bySymbol.add(null);
            }
            Tally tally = bySymbol.get(event.f);
            if (tally == null) {
                tally = byFunction.computeIfAbsent(event.symbols.name(event.f), unused -> new Tally());
                bySymbol.set(event.f, tally);
            }
            return tally;
        }

        /** What was measured so far; operations that are still open are of unknown outcome. */
        public OperationMetrics metrics() {
            var functions = new ArrayList<FunctionStats>();
            var unended = new HashMap<Tally, Long>();
            open.values().forEach(call -> unended.merge(Objects.requireNonNull(bySymbol.get(call.f())), 1L, Long::sum));
            byFunction.forEach((name, tally) -> functions.add(new FunctionStats(
                    name,
                    tally.ok,
                    tally.fail,
                    tally.info + unended.getOrDefault(tally, 0L),
                    tally.latency.getValueAtPercentile(50),
                    tally.latency.getValueAtPercentile(90),
                    tally.latency.getValueAtPercentile(99),
                    tally.latency.getValueAtPercentile(99.9),
                    tally.latency.getMaxValue())));
            return new OperationMetrics(functions, throughput.series(), hasClock);
        }
    }
}
