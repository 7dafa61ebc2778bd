package dev.skewer.checker.linear.parts;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistory.Status;
import java.util.Arrays;

/**
 * The {@linkplain Kinds kinds} of one part, numbered from zero in order of their first operation, as columns of their own: where a
 * history has many parts, the operations of one lie far apart, and each look at one of them would wait for memory. 21 bytes a kind.
 */
final class PartKinds {
    private String[] f = new String[4];
    private int[] key = new int[4];
    private int[] input = new int[4];
    private int[] output = new int[4];
    private boolean[] known = new boolean[4];
    /** The kind in the whole history. */
    private int[] whole = new int[4];

    private int size;

    /** How many there are. */
    int size() {
        return size;
    }

    /**
     * Adds a kind; returns its number.
     *
     * @param kind its number in the whole history
     * @param op an operation of it
     * @param name what it calls
     */
    int add(int kind, OperationHistory h, int op, String name) {
        if (size == f.length) {
            grow();
        }
        boolean isKnown = h.status[op] == Status.OK;
        f[size] = name;
        key[size] = h.key[op];
        input[size] = h.input[op];
        output[size] = isKnown ? h.output[op] : Calls.NONE;
        known[size] = isKnown;
        whole[size] = kind;
        return size++;
    }

    private void grow() {
        int length = size * 2;
        f = Arrays.copyOf(f, length);
        key = Arrays.copyOf(key, length);
        input = Arrays.copyOf(input, length);
        output = Arrays.copyOf(output, length);
        known = Arrays.copyOf(known, length);
        whole = Arrays.copyOf(whole, length);
    }

    /** What operations of a kind call. */
    String f(int kind) {
        return f[kind];
    }

    /** The number of the key of a kind. */
    int key(int kind) {
        return key[kind];
    }

    /** The number of the argument of a kind. */
    int input(int kind) {
        return input[kind];
    }

    /** The number of the answer of a kind; none where that is not known. */
    int output(int kind) {
        return output[kind];
    }

    /** Whether operations of a kind returned. */
    boolean isKnown(int kind) {
        return known[kind];
    }

    /** A kind by its number in the whole history. */
    int whole(int kind) {
        return whole[kind];
    }
}
