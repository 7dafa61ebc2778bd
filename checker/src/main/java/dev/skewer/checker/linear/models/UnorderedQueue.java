package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Coding;
import dev.skewer.checker.linear.Literals;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.poly.Decision;
import dev.skewer.checker.linear.poly.UniqueUnorderedQueue;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bag: {@code dequeue} returns anything that was enqueued and not yet dequeued; nil says that there was nothing. What a
 * dequeue of unknown outcome took is open, so a state is the set of all bags that are possible.
 */
public final class UnorderedQueue implements Model<Set<Map<Object, Integer>>>, Monitored {
    /** Of the bags that are possible, so many are written out. */
    private static final int MAX_BAGS = 3;

    /** More values of one bag do not fit into the text of a state. */
    private static final int MAX_VALUES = 100;

    @Override
    public String name() {
        return "unordered-queue";
    }

    @Override
    public Set<Map<Object, Integer>> initial() {
        return Set.of(Map.of());
    }

    @Override
    public @Nullable Set<Map<Object, Integer>> step(Set<Map<Object, Integer>> bags, Operation op) {
        Set<Map<Object, Integer>> next = new HashSet<>();
        for (Map<Object, Integer> bag : bags) {
            switch (op.f()) {
                case "enqueue" -> next.add(with(bag, op.argument(), 1));
                case "dequeue" -> {
                    Object taken = op.output();
                    if (!op.known()) {
                        bag.keySet().forEach(each -> next.add(with(bag, each, -1)));
                    } else if (taken == null && bag.isEmpty()) {
                        next.add(bag);
                    } else if (taken != null && bag.containsKey(taken)) {
                        next.add(with(bag, taken, -1));
                    }
                }
                default -> throw op.unfit(":enqueue v or :dequeue");
            }
        }
        return next.isEmpty() ? null : next;
    }

    @Override
    public String refusal(Set<Map<Object, Integer>> bags, Operation op) {
        return op.output() == null ? "the queue is not empty" : Literals.write(op.output()) + " is not in the queue";
    }

    @Override
    public String render(Set<Map<Object, Integer>> bags) {
        String shown = bags.stream()
                .limit(MAX_BAGS)
                .map(bag -> Literals.write(bag.entrySet().stream()
                        .flatMap(each -> Collections.nCopies(each.getValue(), each.getKey()).stream())
                        .limit(MAX_VALUES)
                        .toList()))
                .collect(Collectors.joining(" or "));
        return bags.size() > MAX_BAGS ? shown + " or " + (bags.size() - MAX_BAGS) + " others" : shown;
    }

    private static Map<Object, Integer> with(Map<Object, Integer> bag, Object value, int more) {
        Map<Object, Integer> other = new HashMap<>(bag);
        other.merge(value, more, (a, b) -> a + b == 0 ? null : a + b);
        return other;
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        Coding coding = new Coding(times);
        for (int call = 0; call < times.size; call++) {
            Operation op = operations.get(call);
            boolean puts = op.f().equals("enqueue");
            if (!puts && !op.f().equals("dequeue")) {
                throw op.unfit(":enqueue v or :dequeue");
            }
            int value = coding.id(puts ? op.argument() : op.output());
            coding.add(call, puts ? UniqueUnorderedQueue.ENQUEUE : UniqueUnorderedQueue.DEQUEUE, value, Calls.NONE);
        }
        return coding.decide(UniqueUnorderedQueue::decide);
    }
}
