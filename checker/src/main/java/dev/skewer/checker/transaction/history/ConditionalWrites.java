package dev.skewer.checker.transaction.history;

import java.util.Arrays;

/**
 * The conditional writes of a history, {@code [:cas k [expected written] outcome]}: each writes a register if that has the value which
 * was expected. In the columns it is two micro-ops, a read and then a write. One that was done read what it expected, and wrote; of one
 * that was refused both are reads of {@link TransactionHistory#UNKNOWN}, as it saw some version, but none with that value. About 30
 * bytes each.
 */
public final class ConditionalWrites {
    /** What became of one. */
    public enum Outcome {
        /** Not known, as that of its transaction is not. */
        UNKNOWN,
        /** The register had the value, and was written. */
        DONE,
        /** The register did not have the value. */
        REFUSED
    }

    private int size;
    /** The first micro-op of each, ascending. */
    private int[] first = new int[0];

    private long[] expected = new long[0];
    private long[] written = new long[0];
    private Outcome[] outcome = new Outcome[0];

    void add(int microOp, long expectedValue, long writtenValue) {
        if (size == first.length) {
            int n = Math.addExact(size, (size >> 1) + 16);
            first = Arrays.copyOf(first, n);
            expected = Arrays.copyOf(expected, n);
            written = Arrays.copyOf(written, n);
            outcome = Arrays.copyOf(outcome, n);
        }
        first[size] = microOp;
        expected[size] = expectedValue;
        written[size] = writtenValue;
        outcome[size++] = Outcome.UNKNOWN;
    }

    /** Adds one of others, if one begins there, as another micro-op. */
    void copy(ConditionalWrites others, int microOp, int as) {
        if (!others.isEmpty() && others.begins(microOp)) {
            int at = others.at(microOp);
            add(as, others.expected[at], others.written[at]);
            outcome[size - 1] = others.outcome[at];
        }
    }

    void settle(int microOp, Outcome settled) {
        outcome[at(microOp)] = settled;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether a micro-op is one of the two of a conditional write. */
    public boolean has(int microOp) {
        return find(microOp) >= 0;
    }

    /** Whether a micro-op is the first of the two. */
    public boolean begins(int microOp) {
        int at = find(microOp);
        return at >= 0 && first[at] == microOp;
    }

    /** The value that the one of a micro-op expects, as a token. */
    public long expected(int microOp) {
        return expected[at(microOp)];
    }

    /** The value that it writes then. */
    public long written(int microOp) {
        return written[at(microOp)];
    }

    /** What became of it. */
    public Outcome outcome(int microOp) {
        return outcome[at(microOp)];
    }

    private int at(int microOp) {
        int at = find(microOp);
        if (at < 0) {
            throw new IllegalArgumentException("micro-op " + microOp + " is of no conditional write");
        }
        return at;
    }

    /** The one whose first or second micro-op it is; negative if there is none. */
    private int find(int microOp) {
        int at = Arrays.binarySearch(first, 0, size, microOp);
        if (at >= 0) {
            return at;
        }
        int before = -2 - at;
        return before >= 0 && first[before] == microOp - 1 ? before : -1;
    }

    long bytes() {
        return 28L * first.length;
    }
}
