package dev.skewer.checker.invariant.history;

import dev.skewer.checker.invariant.history.RecordedOperations.Status;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.history.HistoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The operations of a history that belong to one key, or all of one without keys. Jepsen's {@code independent} makes of each
 * value a {@code [key value]} tuple; here keys and values are apart.
 */
public final class Partition {
    private final RecordedOperations operations;
    private final String name;
    private final int[] ops;
    private final int[] input;
    private final int[] output;

    private Partition(RecordedOperations operations, String name, int[] ops, int[] input, int[] output) {
        this.operations = operations;
        this.name = name;
        this.ops = ops;
        this.input = input;
        this.output = output;
    }

    /** The whole history. */
    public RecordedOperations operations() {
        return operations;
    }

    /** The key as EDN; empty for a history without keys. */
    public String name() {
        return name;
    }

    /** Which operations, in order of invocation. */
    public int[] ops() {
        return ops;
    }

    /** By operation of the whole history, where the value of its invocation begins, without its key. */
    public int[] input() {
        return input;
    }

    /** By operation of the whole history, where the value of its completion begins, without its key. */
    public int[] output() {
        return output;
    }

    /** All operations, not split. */
    public static Partition whole(RecordedOperations operations) {
        int[] ops = new int[operations.size()];
        Arrays.setAll(ops, op -> op);
        return new Partition(operations, "", ops, operations.input, operations.output);
    }

    /**
     * Splits a history by its keys. An operation of unknown outcome that names none may concern any, and so is in each; one
     * that failed and names none is in none.
     *
     * @param keyed whether values are tuples
     * @param reads the function whose completions have a collection for their value; tells tuples from pairs
     * @throws HistoryException if keys are asked for and an operation that is ok has none
     */
    public static List<Partition> byKey(RecordedOperations operations, Keyed keyed, String reads) {
        boolean isBeside = false;
        for (int op = 0; op < operations.size(); op++) {
            isBeside |= operations.key[op] != RecordedOperations.NONE;
        }
        boolean byTuples = !isBeside && (keyed == Keyed.YES || (keyed == Keyed.AUTO && isByTuples(operations, reads)));
        if (!isBeside && !byTuples) {
            return List.of(whole(operations));
        }
        return split(operations, byTuples);
    }

    /** What an operation was called with: the value of its invocation, or where that is nil of its completion. */
    public int argument(int op) {
        return operations.isNil(input[op]) ? output[op] : input[op];
    }

    /** The operations that have ended, in order of their completions. */
    public int[] byCompletion() {
        int[] ended = Arrays.stream(ops)
                .filter(op -> operations.completed[op] != RecordedOperations.NEVER)
                .toArray();
        long[] ranked = Arrays.stream(ended)
                .mapToLong(op -> (long) operations.completed[op] << Integer.SIZE | op)
                .sorted()
                .toArray();
        return Arrays.stream(ranked).mapToInt(each -> (int) each).toArray();
    }

    /** Whether an operation is ok. */
    public boolean isOk(int op) {
        return operations.status[op] == Status.OK;
    }

    /** Whether an operation failed, so that it had no effect. */
    public boolean isFailed(int op) {
        return operations.status[op] == Status.FAIL;
    }

    private static List<Partition> split(RecordedOperations operations, boolean byTuples) {
        int[] input = Arrays.copyOf(operations.input, operations.size());
        int[] output = Arrays.copyOf(operations.output, operations.size());
        int[] part = new int[operations.size()];
        int[] sizes = new int[16];
        int[] unplaced = new int[16];
        int unplacedOnes = 0;
        NameIds keys = new NameIds(operations);
        for (int op = 0; op < part.length; op++) {
            int key = byTuples ? keyOfTuple(operations, op) : operations.key[op];
            part[op] = key == RecordedOperations.NONE ? -1 : keys.at(key);
            if (byTuples) {
                input[op] = second(operations, input[op]);
                output[op] = second(operations, output[op]);
            }
            if (part[op] >= 0) {
                if (part[op] >= sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * sizes.length);
                }
                sizes[part[op]]++;
            } else if (operations.status[op] == Status.OK) {
                throw operations.complaint(
                        op,
                        "an operation without a key; right would be a value [key …]"
                                + (byTuples ? ", or --keyed no" : ", or :key in each"));
            } else if (operations.status[op] == Status.INFO) {
                unplaced = unplacedOnes < unplaced.length ? unplaced : Arrays.copyOf(unplaced, 2 * unplacedOnes);
                unplaced[unplacedOnes++] = op;
            }
        }
        int[][] ops = new int[keys.size()][];
        Arrays.setAll(ops, key -> new int[0]);
        int[] used = new int[keys.size()];
        for (int op = 0; op < part.length; op++) {
            int key = part[op];
            if (key >= 0) {
                if (used[key] == 0) {
                    ops[key] = new int[sizes[key]];
                }
                ops[key][used[key]++] = op;
            }
        }
        List<Partition> partitions = new ArrayList<>();
        for (int key = 0; key < ops.length; key++) {
            int[] all = merged(ops[key], Arrays.copyOf(unplaced, unplacedOnes));
            partitions.add(new Partition(operations, keys.text(key), all, input, output));
        }
        return partitions;
    }

    private static int[] merged(int[] some, int[] others) {
        if (others.length == 0) {
            return some;
        }
        int[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        Arrays.sort(all);
        return all;
    }

    /**
     * Whether each operation that is ok has a pair for its value, whose first is no collection, and whose second is one where
     * it reads; and some does.
     */
    private static boolean isByTuples(RecordedOperations operations, String reads) {
        int read = operations.symbol(reads);
        boolean isAny = false;
        for (int op = 0; op < operations.size(); op++) {
            if (operations.status[op] != Status.OK) {
                continue;
            }
            int value = operations.output[op] == RecordedOperations.NONE ? operations.input[op] : operations.output[op];
            if (!isTuple(operations, value)) {
                return false;
            }
            int second = second(operations, value);
            boolean isRead = operations.function[op] == read;
            if (isRead && !operations.isSequence(second) && !operations.isMap(second) && !operations.isNil(second)) {
                return false;
            }
            isAny = true;
        }
        return isAny;
    }

    private static boolean isTuple(RecordedOperations operations, int at) {
        if (!operations.isSequence(at)) {
            return false;
        }
        int end = operations.tape.skip(at);
        if (at + 1 >= end || operations.isNil(at + 1) || operations.isSequence(at + 1) || operations.isMap(at + 1)) {
            return false;
        }
        int second = operations.tape.skip(at + 1);
        return second < end && operations.tape.skip(second) == end;
    }

    private static int keyOfTuple(RecordedOperations operations, int op) {
        if (isTuple(operations, operations.output[op])) {
            return operations.output[op] + 1;
        }
        return isTuple(operations, operations.input[op]) ? operations.input[op] + 1 : RecordedOperations.NONE;
    }

    private static int second(RecordedOperations operations, int tuple) {
        if (!isTuple(operations, tuple)) {
            return tuple;
        }
        int second = operations.tape.skip(tuple + 1);
        return operations.isNil(second) ? RecordedOperations.NONE : second;
    }
}
