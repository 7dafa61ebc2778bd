package dev.skewer.results.summary;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The part of a history that is shown where no example says what to look at: the longest fault, or else the time in which most operations
 * ended. It follows from what is stored of a history, so that who shows it knows what was cut out.
 *
 * @param from when it begins, in nanoseconds since the start of the run; the number of an event where the history has no times
 * @param to when it ends, likewise
 * @param completions how many operations ended in it if it was chosen for that; otherwise 0
 * @param fault the fault that it is, of several of one length the first
 */
public record Highlight(long from, long to, long completions, Optional<FaultSpan> fault) {
    /** What is to be shown of a history; nothing of one in which no operation ended. Time in proportion to the stored buckets. */
    public static Optional<Highlight> of(OperationMetrics metrics) {
        Throughput.Series series = metrics.throughput();
        List<Long> counts = series.completions();
        int busiest = 0;
        int last = -1;
        for (int i = 0; i < counts.size(); i++) {
            busiest = counts.get(i) > counts.get(busiest) ? i : busiest;
            last = counts.get(i) > 0 ? i : last;
        }
        if (last < 0) {
            return Optional.empty();
        }
        long latest = last * series.bucketNanos();
        // After the last operation of a client there would be nothing to see.
        Optional<FaultSpan> longest = series.faults().stream()
                .filter(span -> !metrics.hasClock() || span.from() <= latest)
                .max(Comparator.comparingLong(span -> span.to() - span.from()));
        if (longest.isPresent()) {
            FaultSpan span = longest.get();
            return Optional.of(new Highlight(span.from(), span.to(), 0, longest));
        }
        if (!metrics.hasClock()) {
            long middle = series.lastNanos() / 2;
            return Optional.of(new Highlight(middle, middle, 0, Optional.empty()));
        }
        long from = busiest * series.bucketNanos();
        long to = Math.min(series.lastNanos(), from + series.bucketNanos());
        return Optional.of(new Highlight(from, to, counts.get(busiest), Optional.empty()));
    }
}
