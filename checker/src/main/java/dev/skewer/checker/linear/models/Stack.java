package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Shape;
import dev.skewer.checker.linear.Signature;
import dev.skewer.checker.linear.poly.UniqueStack;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stack: {@code pop} returns what {@code push v} put on it last; nil says that there was nothing. */
public final class Stack implements Model<Stack.Pile>, Taken {
    /**
     * A stack's elements: a list that shares what lies below.
     *
     * @param top null if it is empty
     * @param below null if it is empty
     * @param hash of all elements, so that comparing piles is cheap
     */
    public record Pile(@Nullable Object top, @Nullable Pile below, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Pile mine = this;
            Object theirs = other;
            while (mine != theirs) {
                if (mine == null
                        || !(theirs instanceof Pile pile)
                        || mine.hash != pile.hash
                        || !Objects.equals(mine.top, pile.top)) {
                    return false;
                }
                mine = mine.below;
                theirs = pile.below;
            }
            return true;
        }
    }

    private static final Pile EMPTY = new Pile(null, null, 1);

    @Override
    public String name() {
        return "stack";
    }

    @Override
    public Pile initial() {
        return EMPTY;
    }

    @Override
    public List<Signature> signatures() {
        return List.of(Signature.of("push", Shape.VALUE), Signature.of("pop", Shape.ANY));
    }

    @Override
    public @Nullable Pile step(Pile pile, Operation op) {
        if (op.f().equals("push")) {
            Object value = op.argument();
            return new Pile(value, pile, 31 * pile.hash + value.hashCode());
        }
        Pile below = pile.below;
        if (below == null) {
            return op.known() && op.output() != null ? null : pile;
        }
        return !op.known() || Objects.equals(pile.top, op.output()) ? below : null;
    }

    @Override
    public String refusal(Pile pile, Operation op) {
        if (pile.below == null) {
            return "the stack is empty";
        }
        String top = Literals.write(pile.top) + " is on top of the stack";
        return op.output() == null ? top : top + ", not " + Literals.write(op.output());
    }

    @Override
    public @Nullable Pile stateAfter(Operation op) {
        return op.f().equals("pop") && op.output() == null ? EMPTY : null;
    }

    @Override
    public String render(Pile pile) {
        StringBuilder text = new StringBuilder("[");
        int shown = 0;
        for (Pile at = pile; at != null && at.below != null; at = at.below) {
            text.append(shown == 0 ? "" : " ").append(shown < 20 ? Literals.write(at.top) : "…");
            if (shown++ == 20) {
                break;
            }
        }
        return text.append("] (top first)").toString();
    }

    @Override
    public String putter() {
        return "push";
    }

    @Override
    public Decision decide(Calls times, List<Operation> operations) {
        return coded(times, operations, UniqueStack.PUSH, UniqueStack.POP).decide(UniqueStack::decide);
    }

    @Override
    public boolean repeatsArgument(String f) {
        return f.equals(putter());
    }
}
