package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Counts operations that went on while others did. */
final class Overlaps {
    private final Partition partition;

    Overlaps(Partition partition) {
        this.partition = partition;
    }

    /**
     * How many of some operations overlapped one of others: it was invoked before they ended, and had not ended when they were
     * invoked. {@code O(n log n)}.
     */
    long count(IntPredicate some, IntPredicate others) {
        RecordedOperations operations = partition.operations();
        int[] begun = Arrays.stream(partition.ops())
                .filter(others)
                .map(op -> operations.invoked[op])
                .sorted()
                .toArray();
        int[] ended = Arrays.stream(partition.ops())
                .filter(others)
                .map(op -> partition.isOk(op) || partition.isFailed(op)
                        ? operations.completed[op]
                        : RecordedOperations.NEVER)
                .sorted()
                .toArray();
        return Arrays.stream(partition.ops())
                .filter(some)
                .filter(op -> before(begun, operations.completed[op]) > before(ended, operations.invoked[op]))
                .count();
    }

    /** How many of sorted ranks are below one. */
    private static int before(int[] sorted, int rank) {
        int found = Arrays.binarySearch(sorted, rank);
        return found < 0 ? -found - 1 : found;
    }
}
