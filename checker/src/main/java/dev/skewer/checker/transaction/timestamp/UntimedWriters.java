package dev.skewer.checker.transaction.timestamp;

import java.util.Map;
import java.util.TreeMap;

/**
 * What reads say of the commits of transactions that have no timestamps, such as those of unknown outcome: not before one moment, and
 * not after another. Moments are doubled, so that there is one between two that follow each other. Each thread fills its own.
 */
final class UntimedWriters {
    /** Several transactions wrote a value. */
    static final int SEVERAL = -2;

    private final Map<Integer, Bounds> bounds = new TreeMap<>();
    private boolean isSeen;

    /**
     * The bounds of one commit.
     *
     * @param low the earliest moment, doubled
     * @param lowBy the micro-op that says so; -1 if none does
     * @param high the latest moment, doubled
     * @param highBy the micro-op that says so; -1 if none does
     */
    record Bounds(long low, int lowBy, long high, int highBy) {
        Bounds and(Bounds other) {
            Bounds later = low >= other.low ? this : other;
            Bounds earlier = high <= other.high ? this : other;
            return new Bounds(later.low, later.lowBy, earlier.high, earlier.highBy);
        }

        boolean isEmpty() {
            return low > high;
        }
    }

    /** It committed at a moment or later, as a write before its own says, or a read; -1 is no moment. */
    void notBefore(int transaction, int moment, int by) {
        add(transaction, new Bounds(moment < 0 ? Long.MIN_VALUE : 2L * moment, by, Long.MAX_VALUE, -1));
    }

    /** It committed at a doubled moment or later, as a read says that does not show it. */
    void unseen(int transaction, long doubled, int by) {
        add(transaction, new Bounds(doubled, by, Long.MAX_VALUE, -1));
    }

    /** It committed at a moment or before it, as a read says that shows it, or a write behind its own. */
    void notAfter(int transaction, int moment, int by) {
        seenBy(transaction, 2L * moment, by);
    }

    /** It committed at a doubled moment or before it, as a read says that shows it. */
    void seenBy(int transaction, long doubled, int by) {
        add(transaction, new Bounds(Long.MIN_VALUE, -1, doubled, by));
    }

    /** A read shows what such a transaction wrote, and it cannot be told which, or when. */
    void seen() {
        isSeen = true;
    }

    private void add(int transaction, Bounds more) {
        isSeen = true;
        bounds.merge(transaction, more, Bounds::and);
    }

    void addAll(UntimedWriters others) {
        others.bounds.forEach(this::add);
        isSeen |= others.isSeen;
    }

    /** Whether no read shows any of them. */
    boolean isEmpty() {
        return !isSeen;
    }

    /** Adds those that can have committed at no moment. */
    void judge(TimestampFindings findings) {
        bounds.forEach((transaction, each) -> {
            if (each.isEmpty()) {
                findings.add(TimestampFindings.Kind.NO_MOMENT, transaction, each.highBy, each.lowBy);
            }
        });
    }
}
