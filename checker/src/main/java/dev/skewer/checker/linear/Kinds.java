package dev.skewer.checker.linear;

import dev.skewer.checker.linear.OperationHistory.Status;
import dev.skewer.history.HistoryException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The kinds of operations of one history: operations that look the same to a model (function, key, argument, answer, and the
 * caller where the model asks for it) are of one kind, which is a small integer. A model sees one {@link Operation} for each
 * kind, made when it is asked for; a history of a million operations has a few thousand kinds, unless its values are unique.
 *
 * <p>A history all of whose values are {@code [key value]} tuples, as Jepsen's independent keys are recorded, is taken apart
 * here: the model sees key and value.
 *
 * <p>Linear in the operations; 4 bytes an operation and about 12 a kind.
 */
final class Kinds {
    private final OperationHistory h;
    private final boolean byProcess;
    private final boolean tuples;
    private final int[] kindOf;
    /** An operation of each kind. */
    private int[] sample = new int[64];

    private int size;
    /** Kind + 1 by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

    /**
     * The kinds of a history.
     *
     * @throws HistoryException if the answer to a tuple has another key
     */
    Kinds(OperationHistory history, Model<?> model) {
        h = history;
        byProcess = model.dependsOnProcess();
        tuples = isKeyedByTuples(model);
        kindOf = new int[h.ops];
        for (int op = 0; op < h.ops; op++) {
            kindOf[op] = number(op);
        }
    }

    private boolean isKeyedByTuples(Model<?> model) {
        Map<Integer, Boolean> takesPair = new HashMap<>();
        for (int op = 0; op < h.ops; op++) {
            int input = h.input[op];
            if (!h.values.isPair(input) || h.key[op] != Calls.NONE) {
                return false;
            }
            boolean taken = takesPair.computeIfAbsent(h.f[op], f -> model.takesPair(h.symbols.name(f)));
            int argument = h.values.second(input);
            if ((taken && !h.values.isPair(argument)) || !isOfPairs(argument, taken, model)) {
                return false;
            }
        }
        return h.ops > 0;
    }

    /** Whether an argument, or the first of its pair, is itself a pair, where the model holds such. */
    private boolean isOfPairs(int argument, boolean isPair, Model<?> model) {
        int value = isPair ? h.values.first(argument) : argument;
        return !model.holdsPairs() || value == Calls.NONE || h.values.isPair(value);
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** The kind of an operation. */
    int of(int op) {
        return kindOf[op];
    }

    /** An operation of a kind. */
    int sample(int kind) {
        return sample[kind];
    }

    /** What a model sees of an operation of a kind. */
    Operation operation(int kind) {
        int op = sample[kind];
        return new Operation(
                h.symbols.name(h.f[op]),
                h.values.get(key(op)),
                h.values.get(argument(op)),
                h.values.get(answer(op)),
                isKnown(op),
                byProcess ? h.processName(op) : null);
    }

    private boolean isKnown(int op) {
        return h.status[op] == Status.OK;
    }

    private int key(int op) {
        return tuples ? h.values.first(h.input[op]) : h.key[op];
    }

    private int argument(int op) {
        return tuples ? h.values.second(h.input[op]) : h.input[op];
    }

    private int answer(int op) {
        int output = isKnown(op) ? h.output[op] : Calls.NONE;
        if (!tuples || output == Calls.NONE) {
            return output;
        }
        if (h.values.isPair(output) && h.values.first(output) == key(op)) {
            return h.values.second(output);
        }
        throw new HistoryException(h.place(op) + text(output) + " answers " + text(h.input[op])
                + "; right would be the same key: [" + text(key(op)) + " …]");
    }

    private String text(int value) {
        return Values.text(h.values.get(value));
    }

    private int number(int op) {
        int mask = table.length - 1;
        int slot = hash(op) & mask;
        while (table[slot] != 0) {
            int kind = table[slot] - 1;
            if (isAlike(op, sample[kind])) {
                return kind;
            }
            slot = (slot + 1) & mask;
        }
        if (size == sample.length) {
            sample = Arrays.copyOf(sample, size + (size >> 1));
        }
        sample[size] = op;
        table[slot] = ++size;
        if (2 * size > table.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int kind = 0; kind < size; kind++) {
            int slot = hash(sample[kind]) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = kind + 1;
        }
    }

    private boolean isAlike(int a, int b) {
        return h.f[a] == h.f[b]
                && h.input[a] == h.input[b]
                && h.key[a] == h.key[b]
                && isKnown(a) == isKnown(b)
                && answer(a) == answer(b)
                && (!byProcess || h.process[a] == h.process[b]);
    }

    private int hash(int op) {
        long hash = ((long) h.input[op] << 32 | (answer(op) & 0xFFFFFFFFL)) * 0x9E3779B97F4A7C15L;
        hash ^= (long) h.key[op] << 32 | (h.f[op] << 1 & 0xFFFFFFFFL) | (isKnown(op) ? 1 : 0);
        hash = (hash ^ hash >>> 29) * 0xBF58476D1CE4E5B9L;
        hash += byProcess ? h.process[op] * 0x94D049BB133111EBL : 0;
        return (int) (hash >>> 32);
    }
}
