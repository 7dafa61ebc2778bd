package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A priority queue of integers: {@code extract-min} returns the least of what was inserted; nil says that there was nothing. */
public final class PriorityQueue implements Model<NavigableMap<Long, Integer>> {
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
}
