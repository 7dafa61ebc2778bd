package dev.skewer.harness.run;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/**
 * Checks what there is of a history while the test goes on: for the count of anomalies that a person watches, and to stop a
 * test that has shown what it was to show. Used by the recording thread, which does nothing else meanwhile.
 *
 * <p>A prefix of a history is a history whose last operations are still open, and open operations may have happened or
 * not, so whatever is found in a prefix is wrong in the whole.
 */
final class LiveCheck {
    /** Between two checks for the screen lies this multiple of the time that the last one took. */
    private static final int REST = 12;
    /** A check for the screen that takes longer than this was the last one: the recording must go on. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** What is hard to decide can wait until the end; what is found meanwhile counts. */
    private static final Duration LIMIT = Duration.ofMillis(400);

    private static final long MEMORY_BYTES = 64L << 20;

    private SortedMap<String, Anomaly> found = Collections.emptySortedMap();
    private long notBefore = System.nanoTime();
    private boolean isTooSlow;

    /** The anomalies found so far, by name. */
    SortedMap<String, Anomaly> found() {
        return found;
    }

    /** How many findings there were at the last check. */
    long count() {
        return found.values().stream().mapToLong(Anomaly::count).sum();
    }

    /** Whether a check for the screen is due. */
    boolean isDue() {
        return !isTooSlow && System.nanoTime() - notBefore >= 0;
    }

    /** Checks what a session has had so far. */
    void check(CheckSession prefix) {
        long start = System.nanoTime();
        Verdict verdict = prefix.verdict(Budget.of(LIMIT, MEMORY_BYTES));
        found = verdict.anomalies();
        long end = System.nanoTime();
        isTooSlow = end - start > PATIENCE_NANOS;
        notBefore = end + REST * (end - start);
    }
}
