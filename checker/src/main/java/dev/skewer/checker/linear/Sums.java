package dev.skewer.checker.linear;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls on an object that is a vector of numbers: each adds a vector to it, or sees the whole vector. */
public final class Sums {
    /** Numbers up to here, so that no sum of the search can overflow. */
    private static final double MOST = 1L << 60;

    private final int dimensions;
    private final long @Nullable [] initial;
    private final boolean bounded;
    private final long[] @Nullable [] change;
    private final long[] @Nullable [] seen;
    private final Function<long[], String> rendering;

    /**
     * Calls. Arrays are not copied.
     *
     * @param dimensions how many numbers the object has
     * @param initial the vector at first; null if that is open, so that whatever is seen first is right
     * @param bounded whether no number may go below zero: a call that would take one there is not possible then. Before
     *     anything was seen of an object whose initial vector is open, all calls are
     * @param change by call: what it adds; null for a call that sees
     * @param seen by call: what it saw; null for a call that adds, or that saw nothing
     * @param rendering a vector as people write it
     */
    public Sums(
            int dimensions,
            long @Nullable [] initial,
            boolean bounded,
            long[] @Nullable [] change,
            long[] @Nullable [] seen,
            Function<long[], String> rendering) {
        this.dimensions = dimensions;
        this.initial = initial;
        this.bounded = bounded;
        this.change = change;
        this.seen = seen;
        this.rendering = rendering;
    }

    /** How many numbers the object has. */
    public int dimensions() {
        return dimensions;
    }

    /** The vector at first; null if that is open. */
    public long @Nullable [] initial() {
        return initial;
    }

    /** Whether no number may go below zero. */
    public boolean bounded() {
        return bounded;
    }

    /** What a call adds; null for one that sees. */
    public long @Nullable [] change(int call) {
        return change[call];
    }

    /** What a call saw; null for one that adds, or that saw nothing. */
    public long @Nullable [] seen(int call) {
        return seen[call];
    }

    /**
     * The first of these calls, on an object that begins with another vector.
     *
     * @param calls how many of them
     */
    public Sums startingAt(long[] vector, int calls) {
        return new Sums(
                dimensions, vector, bounded, Arrays.copyOf(change, calls), Arrays.copyOf(seen, calls), rendering);
    }

    /** A vector as people write it. */
    public String render(long[] vector) {
        return rendering.apply(vector);
    }

    /** Whether the changes are so large that sums of them could overflow. */
    public boolean couldOverflow() {
        double most = initial == null ? 0 : magnitude(initial);
        double view = 0;
        for (int call = 0; call < change.length; call++) {
            long[] adds = change[call];
            long[] saw = seen[call];
            most += adds == null ? 0 : magnitude(adds);
            view = Math.max(view, saw == null ? 0 : magnitude(saw));
        }
        return most + view > MOST;
    }

    private static double magnitude(long[] vector) {
        double sum = 0;
        for (long each : vector) {
            sum += Math.abs((double) each);
        }
        return sum;
    }
}
