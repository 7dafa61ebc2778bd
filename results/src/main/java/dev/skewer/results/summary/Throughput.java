package dev.skewer.results.summary;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the completions of a history over time while it is made, and notes when which fault was under way.
 *
 * <p>Memory stays the same however long the run: when the buckets are used up, neighbours are merged and each covers
 * twice the time. One thread at a time.
 *
 * <p>A fault lasts from its first nemesis event to its second, as in Jepsen, where both are {@code :info}.
 */
public final class Throughput implements EventSink {
    /** The finest width of a bucket. */
    private static final long MIN_WIDTH_NANOS = 50_000_000;
    /** Enough for a point every few pixels of a wide page. */
    private static final int MAX_BUCKETS = 400;
    /** Faults beyond this many are not drawn; they would be a solid block. */
    private static final int MAX_FAULTS = 1_000;
    /** What the nemesis says without doing anything: which node keeps what. */
    private static final String PLACEMENT = "placement";

    private final long[] completions = new long[MAX_BUCKETS];
    private final Map<String, FaultSpan> open = new LinkedHashMap<>();
    private final List<FaultSpan> faults = new ArrayList<>();
    private long width = MIN_WIDTH_NANOS;
    private long last;

    /**
     * Completions over time.
     *
     * @param bucketNanos what one bucket covers
     * @param completions how many operations completed in each bucket, from the start of the run
     * @param lastNanos the time of the last event
     * @param faults by their start
     */
    public record Series(long bucketNanos, List<Long> completions, long lastNanos, List<FaultSpan> faults) {
        /** Copies the lists. */
        public Series {
            completions = List.copyOf(completions);
            faults = List.copyOf(faults);
        }
    }

    @Override
    public void accept(Event event) {
        long time = Math.max(0, event.time);
        last = Math.max(last, time);
        if (event.process == Event.NEMESIS) {
            nemesis(event, time);
        } else if (event.type != EventType.INVOKE) {
            while (time / width >= MAX_BUCKETS) {
                merge();
            }
            completions[(int) (time / width)]++;
        }
    }

    /** What was counted so far. A fault that has not ended lasts until the last event. */
    public Series series() {
        var counts = new ArrayList<Long>();
        for (int i = 0; i <= Math.min(MAX_BUCKETS - 1, last / width); i++) {
            counts.add(completions[i]);
        }
        var all = new ArrayList<>(faults);
        open.values().forEach(span -> all.add(span.until(last)));
        all.sort(Comparator.comparingLong(FaultSpan::from));
        return new Series(width, counts, last, Collections.unmodifiableList(all));
    }

    private void nemesis(Event event, long time) {
        String name = event.symbols.name(event.f);
        if (name.equals(PLACEMENT)) {
            return;
        }
        FaultSpan begun = open.remove(name);
        if (begun == null) {
            open.put(name, FaultSpan.begun(name, time, event.value, event.symbols));
        } else if (faults.size() < MAX_FAULTS) {
            faults.add(begun.until(time));
        }
    }

    private void merge() {
        for (int i = 0; i < MAX_BUCKETS; i++) {
            completions[i] = 2 * i + 1 < MAX_BUCKETS ? completions[2 * i] + completions[2 * i + 1] : 0;
        }
        width *= 2;
    }
}
