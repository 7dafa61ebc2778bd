package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Coding;
import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.poly.Decision;
import dev.skewer.checker.linear.poly.UniquePriorityQueue;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A priority queue of integers: {@code extract-min} returns the least of what was inserted; nil says that there was nothing. */
public final class PriorityQueue implements Model<NavigableMap<Long, Integer>>, Monitored {
    @Override
    public String name() {
        return "priority-queue";
    }

    @Override
    public NavigableMap<Long, Integer> initial() {
        return new TreeMap<>();
    }

    @Override
    public @Nullable NavigableMap<Long, Integer> step(NavigableMap<Long, Integer> queue, Operation op) {
        switch (op.f()) {
            case "insert" -> {
                if (!(op.argument() instanceof Long value)) {
                    throw op.unfit(":insert with an integer");
                }
                NavigableMap<Long, Integer> next = new TreeMap<>(queue);
                next.merge(value, 1, Integer::sum);
                return next;
            }
            case "extract-min" -> {
                if (queue.isEmpty()) {
                    return op.known() && op.output() != null ? null : queue;
                }
                Long least = queue.firstKey();
                if (op.known() && !least.equals(op.output())) {
                    return null;
                }
                NavigableMap<Long, Integer> next = new TreeMap<>(queue);
                next.computeIfPresent(least, (value, times) -> times == 1 ? null : times - 1);
                return next;
            }
            default -> throw op.unfit(":insert v or :extract-min");
        }
    }

    @Override
    public String refusal(NavigableMap<Long, Integer> queue, Operation op) {
        if (queue.isEmpty()) {
            return "the queue is empty";
        }
        String least = queue.firstKey() + " is least in the queue";
        return op.output() == null ? least : least + ", not " + Literals.write(op.output());
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        Coding coding = new Coding(times);
        for (int call = 0; call < times.size; call++) {
            Operation op = operations.get(call);
            boolean puts = op.f().equals("insert");
            if (!puts && !op.f().equals("extract-min")) {
                throw op.unfit(":insert v or :extract-min");
            }
            int value = coding.id(puts ? op.argument() : op.output());
            coding.add(call, puts ? UniquePriorityQueue.INSERT : UniquePriorityQueue.EXTRACT_MIN, value, Calls.NONE);
        }
        return coding.decide(calls -> UniquePriorityQueue.decide(calls, ranks(coding.ids())));
    }

    /** The rank of each value: its place among all values, for a value may be any integer. */
    private static int[] ranks(Map<Object, Integer> ids) {
        int[] ranks = new int[ids.size()];
        int rank = 0;
        for (Object value : new TreeMap<>(ids).keySet()) {
            ranks[Objects.requireNonNull(ids.get(value))] = rank++;
        }
        return ranks;
    }
}
