package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.poly.UniqueUnorderedQueue;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bag: {@code dequeue} returns anything that was enqueued and not yet dequeued; nil says that there was nothing.
 *
 * <p>What a dequeue of unknown outcome took is left open until it matters, which is when another finds the bag empty. That loses
 * and adds nothing: whatever it took, taking it just before that moment would have been as good, for until then nobody
 * notices that a value is gone, and an operation of unknown outcome may take effect late. So a state is a bag and how many of
 * its values are gone, not all the bags that are possible.
 */
public final class UnorderedQueue implements Model<UnorderedQueue.Bag>, Taken {
    /** More values of a bag do not fit into the text of a state. */
    private static final int MAX_VALUES = 100;

    /**
     * What is in the queue.
     *
     * @param counts how often each value was put in and not seen to come out
     * @param size how many these are
     * @param lost how many of them, whichever, were taken out by dequeues of unknown outcome
     */
    public record Bag(Map<Object, Integer> counts, int size, int lost) {}

    private static final Bag EMPTY = new Bag(Map.of(), 0, 0);

    @Override
    public String name() {
        return "unordered-queue";
    }

    @Override
    public Bag initial() {
        return EMPTY;
    }

    @Override
    public List<Signature> signatures() {
        return List.of(
                Signature.of("enqueue", Shape.VALUE),
                Signature.of("dequeue", Shape.ANY),
                new Signature("drain", Shape.ANY, Shape.ELEMENTS));
    }

    @Override
    public @Nullable Bag step(Bag bag, Operation op) {
        if (op.f().equals("enqueue")) {
            return with(bag, op.argument(), 1);
        }
        Object taken = op.output();
        if (op.known() && taken == null) {
            return bag.size == bag.lost ? EMPTY : null;
        }
        if (bag.size == bag.lost) {
            return null;
        }
        if (taken == null) {
            return new Bag(bag.counts, bag.size, bag.lost + 1);
        }
        return bag.counts.containsKey(taken) ? with(bag, taken, -1) : null;
    }

    private static Bag with(Bag bag, Object value, int more) {
        Map<Object, Integer> counts = new HashMap<>(bag.counts);
        counts.merge(value, more, (a, b) -> a + b == 0 ? null : a + b);
        return new Bag(counts, bag.size + more, bag.lost);
    }

    @Override
    public String refusal(Bag bag, Operation op) {
        return op.output() == null ? "the queue is not empty" : Literals.write(op.output()) + " is not in the queue";
    }

    @Override
    public String render(Bag bag) {
        String values = Literals.write(bag.counts.entrySet().stream()
                .flatMap(each -> Collections.nCopies(each.getValue(), each.getKey()).stream())
                .limit(MAX_VALUES)
                .toList());
        return bag.lost == 0 ? values : values + " without " + bag.lost + " of these";
    }

    @Override
    public @Nullable Bag stateAfter(Operation op) {
        return op.f().equals("dequeue") && op.output() == null ? EMPTY : null;
    }

    @Override
    public String putter() {
        return "enqueue";
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        return coded(times, operations, UniqueUnorderedQueue.ENQUEUE, UniqueUnorderedQueue.DEQUEUE)
                .decide(UniqueUnorderedQueue::decide);
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals(putter());
    }
}
