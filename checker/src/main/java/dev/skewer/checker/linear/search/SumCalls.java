package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Sums;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of {@link Sums} with their changes numbered and all vectors hashed. The hash is linear: that of a sum is the sum of
 * the hashes, in the arithmetic of longs, so that sums can be compared without adding up vectors. Vectors with different
 * hashes are different.
 */
final class SumCalls {
    final Calls calls;
    final int dimensions;
    final boolean bounded;
    private final Sums sums;
    /** By call that adds: which change, of the distinct ones; otherwise -1. */
    private final int[] kind;
    /** By call: the hash of what it adds or saw. */
    private final long[] hash;

    private final long[] weight;

    SumCalls(Calls calls, Sums sums) {
        this.calls = calls;
        dimensions = sums.dimensions();
        bounded = sums.bounded();
        this.sums = sums;
        weight = weights(dimensions);
        kind = new int[calls.size];
        hash = new long[calls.size];
        Map<Vector, Integer> kinds = new HashMap<>();
        for (int c = 0; c < calls.size; c++) {
            long[] adds = sums.change(c);
            long[] saw = sums.seen(c);
            kind[c] = adds == null ? -1 : kinds.computeIfAbsent(new Vector(adds), k -> kinds.size());
            hash[c] = adds != null ? hash(adds) : saw != null ? hash(saw) : 0;
        }
    }

    /** Odd numbers without a pattern: those of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long[] weights(int dimensions) {
        long[] weights = new long[dimensions];
        long seed = 0;
        for (int d = 0; d < dimensions; d++) {
            seed += 0x9E3779B97F4A7C15L;
            long mixed = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            weights[d] = (mixed ^ mixed >>> 31) | 1;
        }
        return weights;
    }

    /** A vector by value. */
    static final class Vector {
        private final long[] numbers;

        Vector(long[] numbers) {
            this.numbers = numbers;
        }

        long[] numbers() {
            return numbers;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(numbers);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Vector vector && Arrays.equals(numbers, vector.numbers);
        }
    }

    long hash(long[] vector) {
        long sum = 0;
        for (int d = 0; d < vector.length; d++) {
            sum += vector[d] * weight[d];
        }
        return sum;
    }

    /** The hash of what a call adds or saw. */
    long hash(int call) {
        return hash[call];
    }

    /** What a call adds; null for one that sees. */
    long @Nullable [] change(int call) {
        return sums.change(call);
    }

    /** What a call saw; null for one that adds, or saw nothing. */
    long @Nullable [] seen(int call) {
        return sums.seen(call);
    }

    /** Which change a call adds, of the distinct ones. */
    int kind(int call) {
        return kind[call];
    }

    /** Whether a call adds something other than zero. */
    boolean changesSomething(int call) {
        long[] adds = sums.change(call);
        return adds != null && Arrays.stream(adds).anyMatch(each -> each != 0);
    }

    /** Whether a call saw something that can be there: no number below zero where none may be. */
    boolean isPossibleView(int call) {
        long[] saw = sums.seen(call);
        return saw != null && (!bounded || Arrays.stream(saw).allMatch(each -> each >= 0));
    }

    /** Whether a call saw just this vector. */
    boolean sees(int call, long[] vector, long itsHash) {
        return kind[call] < 0 && hash[call] == itsHash && Arrays.equals(sums.seen(call), vector);
    }
}
