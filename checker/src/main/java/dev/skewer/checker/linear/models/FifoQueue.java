package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.poly.UniqueFifoQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue: {@code dequeue} returns what {@code enqueue v} put in first; nil says that there was nothing. */
public final class FifoQueue implements Model<List<Object>>, Taken {
    @Override
    public String name() {
        return "fifo-queue";
    }

    @Override
    public List<Object> initial() {
        return List.of();
    }

    @Override
    public List<Signature> signatures() {
        return List.of(
                Signature.of("enqueue", Shape.VALUE),
                Signature.of("dequeue", Shape.ANY),
                new Signature("drain", Shape.ANY, Shape.ELEMENTS));
    }

    @Override
    public @Nullable List<Object> step(List<Object> queue, Operation op) {
        if (op.f().equals("enqueue")) {
            List<Object> longer = new ArrayList<>(queue);
            longer.add(op.argument());
            return List.copyOf(longer);
        }
        if (queue.isEmpty()) {
            return op.known() && op.output() != null ? null : queue;
        }
        boolean fits = !op.known() || queue.get(0).equals(op.output());
        return fits ? List.copyOf(queue.subList(1, queue.size())) : null;
    }

    @Override
    public String refusal(List<Object> queue, Operation op) {
        if (queue.isEmpty()) {
            return "the queue is empty";
        }
        String first = Literals.write(queue.get(0)) + " is first in the queue";
        return op.output() == null ? first : first + ", not " + Literals.write(op.output());
    }

    @Override
    public @Nullable List<Object> stateAfter(Operation op) {
        return op.f().equals("dequeue") && op.output() == null ? List.of() : null;
    }

    @Override
    public String putter() {
        return "enqueue";
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        return coded(times, operations, UniqueFifoQueue.ENQUEUE, UniqueFifoQueue.DEQUEUE)
                .decide(UniqueFifoQueue::decide);
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals(putter());
    }
}
