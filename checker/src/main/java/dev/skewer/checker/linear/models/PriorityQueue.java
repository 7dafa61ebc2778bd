package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Integers;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.history.Coding;
import dev.skewer.checker.linear.poly.UniquePriorityQueue;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A priority queue of integers of any size: {@code extract-min} returns the least of what was inserted; nil says that there
 * was nothing.
 */
public final class PriorityQueue implements Model<NavigableMap<Number, Integer>>, Taken {
    @Override
    public String name() {
        return "priority-queue";
    }

    @Override
    public NavigableMap<Number, Integer> initial() {
        return new TreeMap<>(Integers::compare);
    }

    @Override
    public List<Signature> signatures() {
        return List.of(
                Signature.of("insert", Shape.INTEGER), new Signature("extract-min", Shape.ANY, Shape.INTEGER_OR_NIL));
    }

    @Override
    public @Nullable NavigableMap<Number, Integer> step(NavigableMap<Number, Integer> queue, Operation op) {
        if (op.f().equals("insert")) {
            NavigableMap<Number, Integer> next = new TreeMap<>(queue);
            next.merge((Number) op.argument(), 1, Integer::sum);
            return next;
        }
        if (queue.isEmpty()) {
            return op.known() && op.output() != null ? null : queue;
        }
        Number least = queue.firstKey();
        if (op.known() && !least.equals(op.output())) {
            return null;
        }
        NavigableMap<Number, Integer> next = new TreeMap<>(queue);
        next.computeIfPresent(least, (value, times) -> times == 1 ? null : times - 1);
        return next;
    }

    @Override
    public String refusal(NavigableMap<Number, Integer> queue, Operation op) {
        if (queue.isEmpty()) {
            return "the queue is empty";
        }
        String least = queue.firstKey() + " is least in the queue";
        return op.output() == null ? least : least + ", not " + Literals.write(op.output());
    }

    @Override
    public @Nullable NavigableMap<Number, Integer> stateAfter(Operation op) {
        return op.f().equals("extract-min") && op.output() == null ? initial() : null;
    }

    @Override
    public String putter() {
        return "insert";
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        Coding coding = coded(times, operations, UniquePriorityQueue.INSERT, UniquePriorityQueue.EXTRACT_MIN);
        return coding.decide(calls -> UniquePriorityQueue.decide(calls, ranks(coding.values())));
    }

    /** The rank of each value: its place among all values, for a value may be any integer. */
    private static int[] ranks(List<Object> values) {
        int[] ranks = new int[values.size()];
        int rank = 0;
        NavigableMap<Number, Integer> byValue = new TreeMap<>(Integers::compare);
        for (int code = 0; code < ranks.length; code++) {
            byValue.put((Number) values.get(code), code);
        }
        for (int id : byValue.values()) {
            ranks[id] = rank++;
        }
        return ranks;
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals(putter());
    }
}
