package dev.skewer.checker.linear.explain;

import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.parts.Refusal;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * Why a part of a history has no linearization, as far as that was proved: which few operations contradict each other, and
 * what of the others the proof needs. Equal histories have equal explanations. Operations are numbered as in the history.
 *
 * @param basis what the contradiction begins with
 * @param operations those that contradict each other, in order of invocation, without the one that the basis names; empty
 *     if there are none that were proved to
 * @param elements the elements of the {@link Composite} object that the proof looks at; empty if it looks at all
 * @param stuck the operation that fits nowhere; one of these, where there are any
 * @param refusals all states that the object can be in when {@code stuck} has to take effect, each with the reason why it
 *     does not allow it; empty where they are not known
 * @param because why they contradict each other, as a clause, where it is known without the states
 */
public record Explanation(
        Basis basis,
        List<Integer> operations,
        List<Object> elements,
        int stuck,
        List<Refusal> refusals,
        String because) {
    /** What a contradiction begins with. */
    public sealed interface Basis {}

    /** The initial state. */
    public record Beginning() implements Basis {}

    /**
     * An operation that says what the state is after it, so that all that returned before it was called need not be looked at.
     *
     * @param operation which
     * @param state the state after it
     */
    public record AfterOperation(int operation, String state) implements Basis {}

    /**
     * A cut: the states that all that was done up to some moment can have led to.
     *
     * @param last the operation that had just returned
     * @param returned how many operations had returned, this one among them
     * @param pending how many others had been called, and may have taken effect or not
     * @param states those that are possible, once what must have taken effect by then has; at most {@link #MAX_STATES}
     * @param more how many others are possible
     */
    public record Cut(int last, int returned, int pending, List<String> states, int more) implements Basis {
        /** How many states are told. */
        public static final int MAX_STATES = 4;

        /** Copies the list. */
        public Cut {
            states = List.copyOf(states);
        }
    }

    /** Nothing: it is only known that all operations together have no linearization. */
    public record Unknown() implements Basis {}

    /** Copies the lists. */
    public Explanation {
        operations = List.copyOf(operations);
        elements = List.copyOf(elements);
        refusals = List.copyOf(refusals);
    }

    /** Whether some operations were proved to contradict each other. */
    public boolean isProved() {
        return !(basis instanceof Unknown);
    }

    /** All operations that a person has to look at, in order of invocation: those that contradict each other, and the one of the basis. */
    public List<Integer> shown() {
        if (basis instanceof AfterOperation after) {
            return Stream.concat(Stream.of(after.operation()), operations.stream())
                    .sorted()
                    .toList();
        }
        return isProved() ? operations : List.of(stuck);
    }

    /** The same with other numbers of the operations. */
    Explanation renamed(IntUnaryOperator names) {
        Basis named = basis;
        if (basis instanceof AfterOperation after) {
            named = new AfterOperation(names.applyAsInt(after.operation()), after.state());
        } else if (basis instanceof Cut cut) {
            named = new Cut(names.applyAsInt(cut.last()), cut.returned(), cut.pending(), cut.states(), cut.more());
        }
        return new Explanation(
                named,
                operations.stream().map(names::applyAsInt).toList(),
                elements,
                names.applyAsInt(stuck),
                refusals,
                because);
    }
}
