package dev.skewer.checker.linear.parts;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.RecentIds;
import dev.skewer.checker.linear.Values;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistory.Status;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of operations of one history: operations that look the same to a model (function, key, argument, answer, and the
 * caller where the model asks for it) are of one kind, which is a small integer. A model sees one {@link Operation} for each
 * kind, made when it is asked for; a history of a million operations has a few thousand kinds, unless its values are unique.
 *
 * <p>Linear in the operations; 4 bytes an operation and about 12 a kind, and 8 for each value.
 */
final class Kinds {
    /** So many operations are kept, the first ones. */
    private static final int MOST_KEPT = 1 << 16;

    private final OperationHistory h;
    private final boolean byProcess;
    /** The symbols of the functions that are called, of which there are few, and their names. */
    private int[] functions = new int[4];

    private String[] names = new String[4];
    private int named;

    /** By kind, where they are kept. They do not change, so threads need not agree on who made one. */
    private final @Nullable Operation[] made;

    private final int[] kindOf;
    /** An operation of each kind. */
    private int[] sample = new int[64];

    private int size;
    /** Kinds by the later of their argument and their answer. */
    private final RecentIds recent = new RecentIds();

    /** Kind + 1 of all others by hash slot; 0 is free. The length is a power of two. */
    private int[] table = new int[128];

    private int inTable;

    /** The kinds of a history. */
    Kinds(OperationHistory history, Model<?> model) {
        h = history;
        byProcess = model.dependsOnProcess();
        kindOf = new int[h.ops];
        for (int op = 0; op < h.ops; op++) {
            kindOf[op] = number(op);
        }
        for (int kind = 0; kind < size; kind++) {
            name(h.f[sample[kind]]);
        }
        made = new Operation[Math.min(size, MOST_KEPT)];
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

    /** The values of the history. */
    Values values() {
        return h.values;
    }

    /** What the operations of a kind call. */
    String f(int kind) {
        return name(h.f[sample[kind]]);
    }

    /** The name of a function by its symbol; once all are known, any thread. */
    private String name(int symbol) {
        for (int i = 0; i < named; i++) {
            if (functions[i] == symbol) {
                return names[i];
            }
        }
        if (named == names.length) {
            functions = Arrays.copyOf(functions, 2 * named);
            names = Arrays.copyOf(names, 2 * named);
        }
        functions[named] = symbol;
        names[named] = h.symbols.name(symbol);
        return names[named++];
    }

    /** Whether an operation of a kind is made only once. */
    boolean isKept(int kind) {
        return kind < made.length;
    }

    /** What a model sees of an operation of a kind; made once, unless there are very many kinds. Any thread. */
    Operation operation(int kind) {
        Operation operation = isKept(kind) ? made[kind] : null;
        if (operation == null) {
            int op = sample[kind];
            operation = make(kind, f(kind), h.key[op], h.input[op], answer(op), isKnown(op));
            if (isKept(kind)) {
                made[kind] = operation;
            }
        }
        return operation;
    }

    /** What a model sees of an operation of a kind of a part; made each time. Any thread. */
    Operation operation(PartKinds part, int kind) {
        return make(
                part.whole(kind),
                part.f(kind),
                part.key(kind),
                part.input(kind),
                part.output(kind),
                part.isKnown(kind));
    }

    private Operation make(int kind, String f, int key, int input, int output, boolean isKnown) {
        return new Operation(
                f,
                h.values.get(key),
                h.values.get(input),
                h.values.get(output),
                isKnown,
                byProcess ? h.processName(sample[kind]) : null);
    }

    private boolean isKnown(int op) {
        return h.status[op] == Status.OK;
    }

    private int answer(int op) {
        return isKnown(op) ? h.output[op] : Calls.NONE;
    }

    private int number(int op) {
        int from = recent.group(Math.max(h.input[op], answer(op)));
        for (int slot = from; slot < from + RecentIds.GROUP; slot++) {
            int kind = recent.get(slot);
            if (kind == RecentIds.FREE) {
                recent.put(slot, size);
                return add(op);
            }
            if (isAlike(op, sample[kind])) {
                return kind;
            }
        }
        return numberByHash(op);
    }

    private int numberByHash(int op) {
        int mask = table.length - 1;
        int slot = hash(op) & mask;
        while (table[slot] != 0) {
            int kind = table[slot] - 1;
            if (isAlike(op, sample[kind])) {
                return kind;
            }
            slot = (slot + 1) & mask;
        }
        int kind = add(op);
        table[slot] = kind + 1;
        if (2 * ++inTable > table.length) {
            grow();
        }
        return kind;
    }

    private int add(int op) {
        if (size == sample.length) {
            sample = Arrays.copyOf(sample, size + (size >> 1));
        }
        sample[size] = op;
        return size++;
    }

    private void grow() {
        int[] old = table;
        table = new int[old.length * 2];
        int mask = table.length - 1;
        for (int entry : old) {
            if (entry != 0) {
                int slot = hash(sample[entry - 1]) & mask;
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
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
