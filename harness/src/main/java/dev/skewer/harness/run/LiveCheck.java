package dev.skewer.harness.run;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Checks what there is of a history while the test goes on: for the count of anomalies that a person watches, and to stop a
 * test that has shown what it was to show. Used by the recording thread, which does nothing else meanwhile.
 *
 * <p>Where a session can look at what is new alone, it does so all the time, and the whole is checked when that looks wrong: so a long
 * test knows of an anomaly soon after it, and the cost does not grow with the test.
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
    /** Of a test that goes on for long, this share of its time so far. */
    private static final int SHARE = 20;
    /** Longer than this the recording does not wait in any case. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** Nor so long for a look at what is new. */
    private static final Duration LONGEST_GLANCE = Duration.ofSeconds(5);

    private static final long MEMORY_BYTES = 64L << 20;

    private final long begun = System.nanoTime();

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
        keep(prefix.verdict(Budget.of(limit(start), MEMORY_BYTES)));
        long end = System.nanoTime();
        isTooSlow = end - start > PATIENCE_NANOS;
        notBefore = end + REST * (end - start);
    }

    /**
     * Looks at what is new, and checks the whole if that looks wrong and only the whole can tell.
     *
     * @return whether something was found that was not known before
     */
    boolean glance(CheckSession prefix) {
        Verdict recent =
                prefix.suspicion(Budget.of(LONGEST_GLANCE, MEMORY_BYTES)).orElse(null);
        if (recent == null) {
            return false;
        }
        boolean wasKnown = !found.isEmpty();
        if (recent.valid() == Validity.FALSE) {
            // The whole may have more, which can wait.
            keep(recent);
        } else {
            keep(prefix.verdict(Budget.of(LONGEST, MEMORY_BYTES)));
        }
        return !wasKnown && !found.isEmpty();
    }

    /** What was found stays found, also where a later check does not come so far. */
    private void keep(Verdict verdict) {
        if (!verdict.anomalies().isEmpty()) {
            var all = new TreeMap<String, Anomaly>(found);
            all.putAll(verdict.anomalies());
            found = all;
        }
    }

    private Duration limit(long now) {
        Duration share = Duration.ofNanos((now - begun) / SHARE);
        Duration longer = share.compareTo(LIMIT) > 0 ? share : LIMIT;
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}
