package dev.skewer.checker.linear;

import dev.skewer.checker.linear.OperationHistory.Status;
import dev.skewer.history.HistoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Splits a history into parts that are linearizable each if and only if the whole is, because calls about different parts
 * do not influence each other (locality: Herlihy and Wing 1990, §3.1; P-compositionality: Horn and Kroening, FORTE 2015).
 */
final class Parts {
    /** One part. */
    static final class Part {
        /** What it is about; null if there are no parts. */
        final @Nullable Object name;
        /** Its operations, in order of invocation, without those that failed. */
        final int[] ops;

        Part(@Nullable Object name, int[] ops) {
            this.name = name;
            this.ops = ops;
        }
    }

    private final OperationHistory h;
    private final Model<?> model;
    private final boolean tuples;

    Parts(OperationHistory h, Model<?> model) {
        this.h = h;
        this.model = model;
        tuples = isKeyedByTuples();
    }

    /** Whether every value is a {@code [key value]} tuple, as Jepsen's independent keys are recorded. */
    private boolean isKeyedByTuples() {
        Map<Integer, Boolean> pairs = new HashMap<>();
        for (int op = 0; op < h.ops; op++) {
            int[] pair = h.values.pair(h.input[op]);
            if (pair == null || h.key[op] != Calls.NONE) {
                return false;
            }
            boolean taken = pairs.computeIfAbsent(h.f[op], f -> model.takesPair(h.symbols.name(f)));
            if (taken && h.values.pair(pair[1]) == null) {
                return false;
            }
        }
        return h.ops > 0;
    }

    /** An operation as the model is to see it: without the tuple. */
    Operation operation(int op) {
        Integer process = model.dependsOnProcess() ? h.process[op] : null;
        Operation whole = h.operation(op, process);
        if (!tuples) {
            return whole;
        }
        List<?> input = (List<?>) Objects.requireNonNull(whole.input());
        Object output = whole.output();
        if (output instanceof List<?> answer && answer.size() == 2 && Objects.equals(answer.get(0), input.get(0))) {
            output = answer.get(1);
        } else if (output != null) {
            throw new HistoryException(h.place(op) + Values.text(output) + " answers " + Values.text(input)
                    + "; right would be the same key: [" + Values.text(input.get(0)) + " …]");
        }
        return new Operation(whole.f(), input.get(0), input.get(1), output, whole.known(), process);
    }

    /** The parts, in order of their first operation. */
    List<Part> split() {
        Map<Object, IntList> byName = new LinkedHashMap<>();
        IntList whole = new IntList();
        for (int op = 0; op < h.ops; op++) {
            if (h.status[op] == Status.FAIL) {
                continue;
            }
            Object name = model.part(operation(op));
            (name == null ? whole : byName.computeIfAbsent(name, n -> new IntList())).add(op);
        }
        if (whole.size > 0 && !byName.isEmpty()) {
            throw new HistoryException(h.place(whole.items[0]) + "the operation names no key, but others do");
        }
        List<Part> parts = new ArrayList<>();
        if (byName.isEmpty()) {
            parts.addAll(elements(new Part(null, whole.toArray())));
        }
        byName.forEach((name, ops) -> parts.addAll(elements(new Part(name, ops.toArray()))));
        return parts;
    }

    /** Splits a part by the elements that its operations are about; if some are about the whole, it stays as it is. */
    private List<Part> elements(Part part) {
        Map<Object, IntList> byElement = new LinkedHashMap<>();
        for (int op : part.ops) {
            Operation operation = operation(op);
            Object element = model.element(operation);
            if (element != null) {
                byElement.computeIfAbsent(element, e -> new IntList()).add(op);
            } else if (operation.known() || !model.isReadOnly(operation)) {
                return List.of(part);
            }
        }
        if (byElement.isEmpty()) {
            return List.of(part);
        }
        List<Part> parts = new ArrayList<>();
        byElement.forEach((element, ops) -> {
            Object name = part.name == null ? element : List.of(part.name, element);
            parts.add(new Part(name, ops.toArray()));
        });
        return parts;
    }

    private static final class IntList {
        private int[] items = new int[8];
        private int size;

        void add(int item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            items[size++] = item;
        }

        int[] toArray() {
            return Arrays.copyOf(items, size);
        }
    }
}
