package dev.skewer.checker.linear;

import dev.skewer.checker.linear.OperationHistory.Status;
import dev.skewer.history.HistoryException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Splits a history into parts that are linearizable each if and only if the whole is, because calls about different parts
 * do not influence each other (locality: Herlihy and Wing 1990, §3.1; P-compositionality: Horn and Kroening, FORTE 2015).
 * All that a model says of an operation it says of its {@linkplain Kinds kind}, so it is asked once a kind; the rest is one
 * pass over the operations. 8 bytes an operation.
 */
final class Parts {
    private static final int UNKNOWN = -1;

    /** One part. */
    static final class Part {
        /** What it is about; null if there are no parts. */
        final @Nullable Object name;
        /** Its operations, in order of invocation, without those that failed. */
        final int[] ops;
        /** The kind of each operation, numbered within this part. */
        final int[] kind;
        /** The kinds of the whole history by their numbers in this part. */
        final int[] kinds;

        private Part(@Nullable Object name, int[] ops, int[] kind, int[] kinds) {
            this.name = name;
            this.ops = ops;
            this.kind = kind;
            this.kinds = kinds;
        }
    }

    private final OperationHistory h;
    private final Model<?> model;
    private final Kinds kinds;

    Parts(OperationHistory h, Model<?> model) {
        this.h = h;
        this.model = model;
        kinds = new Kinds(h, model);
    }

    /** An operation as the model is to see it: without the tuple. */
    Operation operation(int op) {
        return kinds.operation(kinds.of(op));
    }

    /** The operations of a part, call by call; made when asked for. */
    List<Operation> operations(Part part) {
        return new Seen(kinds, part.kinds, part.kind);
    }

    /** A machine that runs the model on the calls of a part. */
    StateMachine<?> machine(Part part) {
        return machine(model, part);
    }

    private <S> StateMachine<S> machine(Model<S> of, Part part) {
        int[] each = new int[part.kinds.length];
        Arrays.setAll(each, k -> k);
        return new StateMachine<>(of, part.kind, new Seen(kinds, part.kinds, each));
    }

    /** Operations by way of their kinds. */
    private static final class Seen extends AbstractList<Operation> implements RandomAccess {
        private final Kinds kinds;
        private final int[] names;
        private final int[] kind;

        Seen(Kinds kinds, int[] names, int[] kind) {
            this.kinds = kinds;
            this.names = names;
            this.kind = kind;
        }

        @Override
        public Operation get(int index) {
            return kinds.operation(names[kind[index]]);
        }

        @Override
        public int size() {
            return kind.length;
        }
    }

    /** The parts, in order of their first operation. */
    List<Part> split() {
        List<@Nullable Object> names = new ArrayList<>();
        int[] partOf = partOfKinds(names);
        int[] sizes = new int[names.size()];
        for (int op = 0; op < h.ops; op++) {
            if (h.status[op] != Status.FAIL) {
                sizes[partOf[kinds.of(op)]]++;
            }
        }
        List<Filling> filling = new ArrayList<>();
        for (int part = 0; part < sizes.length; part++) {
            filling.add(new Filling(sizes[part]));
        }
        int[] local = new int[kinds.size()];
        Arrays.fill(local, UNKNOWN);
        for (int op = 0; op < h.ops; op++) {
            if (h.status[op] != Status.FAIL) {
                int kind = kinds.of(op);
                filling.get(partOf[kind]).add(op, kind, local);
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int part = 0; part < sizes.length; part++) {
            Filling each = filling.get(part);
            parts.add(new Part(names.get(part), each.ops, each.kind, Arrays.copyOf(each.kinds, each.count)));
        }
        return parts;
    }

    /** A part that gets its operations. */
    private static final class Filling {
        final int[] ops;
        final int[] kind;
        int[] kinds = new int[4];
        int count;
        private int size;

        Filling(int ops) {
            this.ops = new int[ops];
            kind = new int[ops];
        }

        /** Adds an operation; {@code local} has the number of each kind within the one part that it belongs to. */
        void add(int op, int of, int[] local) {
            if (local[of] == UNKNOWN) {
                if (count == kinds.length) {
                    kinds = Arrays.copyOf(kinds, count * 2);
                }
                local[of] = count;
                kinds[count++] = of;
            }
            ops[size] = op;
            kind[size++] = local[of];
        }
    }

    /** Finds the part of each kind that occurs, and names the parts in order of their first operation. */
    private int[] partOfKinds(List<@Nullable Object> names) {
        int[] partOf = new int[kinds.size()];
        Arrays.fill(partOf, UNKNOWN);
        Map<Object, Integer> byName = new LinkedHashMap<>();
        int nameless = UNKNOWN;
        for (int op = 0; op < h.ops; op++) {
            int kind = kinds.of(op);
            if (h.status[op] == Status.FAIL || partOf[kind] != UNKNOWN) {
                continue;
            }
            Object name = name(op);
            if (name == null) {
                nameless = nameless == UNKNOWN ? op : nameless;
                partOf[kind] = 0;
            } else {
                partOf[kind] = byName.computeIfAbsent(name, n -> byName.size());
            }
        }
        if (nameless != UNKNOWN && !byName.isEmpty()) {
            throw new HistoryException(h.place(nameless) + "the operation names no key, but others do");
        }
        names.addAll(byName.keySet());
        if (names.isEmpty()) {
            names.add(null);
        }
        return partOf;
    }

    private @Nullable Object name(int op) {
        try {
            return model.part(operation(op));
        } catch (IllegalArgumentException e) {
            throw new HistoryException(h.place(op) + e.getMessage());
        }
    }

    /**
     * What is wrong with a part that its model complained of: names the first operation that is not of the model, if one is
     * not whatever the state.
     */
    HistoryException misfit(Part part, IllegalArgumentException complaint) {
        return misfit(model, part, complaint);
    }

    private <S> HistoryException misfit(Model<S> of, Part part, IllegalArgumentException complaint) {
        for (int kind : part.kinds) {
            try {
                of.step(of.initial(), kinds.operation(kind));
            } catch (IllegalArgumentException e) {
                return new HistoryException(h.place(kinds.sample(kind)) + e.getMessage());
            }
        }
        return new HistoryException(h.place(part.ops[0]) + "in this part: " + complaint.getMessage());
    }
}
