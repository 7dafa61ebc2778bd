package dev.skewer.checker.linear.parts;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Values;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistory.Status;
import dev.skewer.checker.linear.history.Signatures;
import dev.skewer.history.HistoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits a history into parts that are linearizable each if and only if the whole is, because calls about different parts
 * do not influence each other (locality: Herlihy and Wing 1990, §3.1; P-compositionality: Horn and Kroening, FORTE 2015).
 * All that a model says of an operation it says of its {@linkplain Kinds kind}, so it is asked once a kind; the rest is one
 * pass over the operations. 8 bytes an operation and 21 a kind.
 */
public final class Parts {
    private static final int UNKNOWN = -1;

    /** In place of a name: such operations say nothing, or did nothing, and are in no part. */
    private static final Object LEFT_OUT = new Object();

    /** One part. */
    public static final class Part {
        /** What it is about; null if there are no parts. */
        public final @Nullable Object name;
        /** Its operations, in order of invocation, without those that failed. */
        public final int[] ops;
        /** The kind of each operation, numbered within this part. */
        final int[] kind;

        final PartKinds kinds;

        private Part(@Nullable Object name, int[] ops, int[] kind, PartKinds kinds) {
            this.name = name;
            this.ops = ops;
            this.kind = kind;
            this.kinds = kinds;
        }

        /** How many kinds of operations there are. */
        public int kindCount() {
            return kinds.size();
        }

        /** How many operations there are of each kind. */
        public int[] counts() {
            int[] counts = new int[kinds.size()];
            for (int each : kind) {
                counts[each]++;
            }
            return counts;
        }
    }

    private final OperationHistory h;
    private final Model<?> model;
    private final Kinds kinds;
    private final Signatures signatures;

    public Parts(OperationHistory h, Model<?> model) {
        this.h = h;
        this.model = model;
        kinds = new Kinds(h, model);
        signatures = new Signatures(model.signatures());
    }

    /** An operation as the model is to see it: without the tuple. */
    public Operation operation(int op) {
        return kinds.operation(kinds.of(op));
    }

    /** The operations of a part, call by call; made when asked for. */
    public List<Operation> operations(Part part) {
        return new PartOperations(kinds, part.kinds, part.kind);
    }

    /** An operation of each kind of a part. */
    public List<Operation> operationsByKind(Part part) {
        int[] each = new int[part.kinds.size()];
        Arrays.setAll(each, k -> k);
        return new PartOperations(kinds, part.kinds, each);
    }

    /** A machine that runs a model on the calls of a part. */
    public <S> StateMachine<S> machine(Model<S> of, Part part, Allowance allowance) {
        return new StateMachine<>(of, part.kind, operationsByKind(part), allowance);
    }

    /**
     * The parts, in order of their first operation.
     *
     * @throws HistoryException if an operation of the history is none of the model
     */
    public List<Part> split() {
        List<@Nullable Object> names = new ArrayList<>();
        int[] partOf = partOfKinds(names);
        int[] sizes = new int[names.size()];
        for (int op = 0; op < h.ops; op++) {
            if (isTaken(op, partOf)) {
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
            if (isTaken(op, partOf)) {
                int kind = kinds.of(op);
                filling.get(partOf[kind]).add(op, kind, local);
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int part = 0; part < sizes.length; part++) {
            Filling each = filling.get(part);
            parts.add(new Part(names.get(part), each.ops, each.kind, each.own));
        }
        return parts;
    }

    private boolean isTaken(int op, int[] partOf) {
        return h.status[op] != Status.FAIL && partOf[kinds.of(op)] != UNKNOWN;
    }

    /** A part that gets its operations. */
    private final class Filling {
        final int[] ops;
        final int[] kind;
        final PartKinds own = new PartKinds();
        private int size;

        Filling(int ops) {
            this.ops = new int[ops];
            kind = new int[ops];
        }

        /** Adds an operation; {@code local} has the number of each kind within the one part that it belongs to. */
        void add(int op, int of, int[] local) {
            if (local[of] == UNKNOWN) {
                local[of] = own.add(of, h, op, kinds.f(of));
            }
            ops[size] = op;
            kind[size++] = local[of];
        }
    }

    /** Finds the part of each kind, or UNKNOWN for none, and names the parts in order of their first operation. */
    private int[] partOfKinds(List<@Nullable Object> names) {
        @Nullable Object[] nameOf = namesOfKinds();
        int[] partOf = new int[nameOf.length];
        Arrays.fill(partOf, UNKNOWN);
        Map<@Nullable Object, Integer> numbers = new HashMap<>();
        for (int op = 0; op < h.ops; op++) {
            int kind = kinds.of(op);
            if (h.status[op] != Status.FAIL && partOf[kind] == UNKNOWN && nameOf[kind] != LEFT_OUT) {
                Integer number = numbers.putIfAbsent(nameOf[kind], names.size());
                if (number == null) {
                    names.add(nameOf[kind]);
                }
                partOf[kind] = number == null ? names.size() - 1 : number;
            }
        }
        if (names.isEmpty()) {
            names.add(null);
        }
        return partOf;
    }

    /** Asks the model for the part of each kind that occurs, and its element where all calls of the part are about some. */
    private @Nullable Object[] namesOfKinds() {
        @Nullable Object[] name = new Object[kinds.size()];
        @Nullable Object[] element = new Object[kinds.size()];
        Arrays.fill(name, LEFT_OUT);
        Set<@Nullable Object> divisible = new HashSet<>();
        Set<@Nullable Object> whole = new HashSet<>();
        BitSet failed = new BitSet();
        int nameless = UNKNOWN;
        boolean named = false;
        for (int op = 0; op < h.ops; op++) {
            int kind = kinds.of(op);
            boolean isFailed = h.status[op] == Status.FAIL;
            if (name[kind] != LEFT_OUT || (isFailed && failed.get(kind))) {
                continue;
            }
            Operation seen = kinds.operation(kind);
            requireFit(op, seen, isFailed);
            if (isFailed) {
                failed.set(kind);
                continue;
            }
            try {
                name[kind] = model.part(seen);
                element[kind] = model.element(seen);
                if (element[kind] != null) {
                    divisible.add(name[kind]);
                } else if (seen.known() || !model.isReadOnly(seen)) {
                    whole.add(name[kind]);
                }
            } catch (RuntimeException e) {
                throw complaint(op, new ModelFailure(seen, e));
            }
            nameless = name[kind] == null && nameless == UNKNOWN ? op : nameless;
            named |= name[kind] != null;
        }
        if (nameless != UNKNOWN && named) {
            throw new HistoryException(h.place(nameless) + "the operation names no key, but others do");
        }
        divisible.removeAll(whole);
        for (int kind = 0; kind < name.length; kind++) {
            if (name[kind] != LEFT_OUT && divisible.contains(name[kind])) {
                name[kind] = element[kind] == null
                        ? LEFT_OUT
                        : name[kind] == null ? element[kind] : new Element(name[kind], element[kind]);
            }
        }
        return name;
    }

    /** The name of a part that is one element of a part. */
    private record Element(@Nullable Object part, @Nullable Object element) {
        @Override
        public String toString() {
            return "[" + Values.text(part) + " " + Values.text(element) + "]";
        }
    }

    /** Holds an operation to what the model says of its operations: the one place where that is done. */
    private void requireFit(int op, Operation seen, boolean isFailed) {
        String complaint = signatures.complaint(seen, isFailed);
        if (complaint != null) {
            throw new HistoryException(h.place(op) + complaint);
        }
    }

    /** What to say of a model that failed on a part, with the place of the operation where that is known. */
    public HistoryException complaint(Part part, ModelFailure failure) {
        for (int kind = 0; kind < part.kinds.size(); kind++) {
            int whole = part.kinds.whole(kind);
            if (kinds.operation(whole).equals(failure.operation())) {
                return complaint(kinds.sample(whole), failure);
            }
        }
        return complaint(part.ops[0], failure);
    }

    /** What to say of a model that failed on an operation. */
    public HistoryException complaint(int op, ModelFailure failure) {
        HistoryException complaint = new HistoryException(h.place(op) + failure.complaint(model.name()));
        complaint.initCause(failure.getCause());
        return complaint;
    }
}
