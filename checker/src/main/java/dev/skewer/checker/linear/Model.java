package dev.skewer.checker.linear;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequential specification: what an object answers when calls come one after the other.
 *
 * <p>States are immutable and compare by {@code equals}: the search meets the same state on many ways, and looks at each
 * only once. Methods are pure and may be called from several threads.
 *
 * @param <S> the states of the object
 */
public interface Model<S> {
    /** The name that reports call it by. */
    String name();

    /** The state before the first call. */
    S initial();

    /**
     * The operations that the model has. Histories are held to them before the model sees any of it: an operation that
     * is none of these, or whose argument or answer has another shape, is an error of the history, whatever became of it.
     * A model that declares none gets to see all operations as they are, and complains of those that it does not have.
     */
    default List<Signature> signatures() {
        return List.of();
    }

    /**
     * Takes one call.
     *
     * @param state before it
     * @param op what was called and what it answered; look at the answer only if it is {@linkplain Operation#known known}
     * @return the state after it, or null if an object in this state does not answer so
     * @throws IllegalArgumentException if the model has no such call; see {@link Operation#unfit}. Any other exception is
     *     taken for a mistake of the model, and surfaces with the operation's place
     */
    @Nullable S step(S state, Operation op);

    /**
     * Whether a call leaves every state as it is, whatever it answers. Saying so is never needed, and makes checking faster:
     * such a call is placed as soon as it fits.
     */
    default boolean isReadOnly(Operation op) {
        return false;
    }

    /**
     * The part of the object that a call is about, where calls about different parts do not influence each other: then each
     * part is checked alone (Herlihy and Wing, <em>Linearizability</em>, TOPLAS 1990, §3.1: locality).
     *
     * @return a value that compares by {@code equals}, or null if there are no parts; either all calls have a part or none
     */
    default @Nullable Object part(Operation op) {
        return op.key();
    }

    /**
     * The element of the object that a call is about, where calls about different elements do not influence each other;
     * null if it is about the whole object. Calls on one {@linkplain #part part} of which each is about an element are
     * checked element by element. A read-only call of unknown outcome says nothing, and does not count.
     *
     * @return a value that compares by {@code equals}, or null
     */
    default @Nullable Object element(Operation op) {
        return null;
    }

    /** Whether a call's natural argument may be a pair, such as {@code cas [from to]}; then {@code [key argument]} has one inside. */
    default boolean takesPair(String f) {
        return false;
    }

    /**
     * Whether the completion of a call says its argument once more, and no answer: then an argument that the invocation does not
     * have is taken from there, and both must not differ.
     */
    default boolean repeatsArgument(String f) {
        return false;
    }

    /**
     * Whether the values of the object are pairs themselves, as its initial state tells. Then {@code write [1 5]} is not one of
     * key {@code 1}, and {@code cas [[0 0] [1 5]]} not one of key {@code [0 0]}.
     */
    default boolean holdsPairs() {
        return false;
    }

    /**
     * The same call with its outcome unknown. Only where a call may say its argument in its completion alone is there more to
     * it than to forget the completion.
     *
     * @param op any call
     */
    default Operation relaxed(Operation op) {
        return op.relaxed();
    }

    /**
     * The state after a call that returned, where the call alone says it, whatever the state was before: after {@code write 3}
     * a register holds 3, and so it does after a read that saw 3. Saying so is never needed, and makes explanations of long
     * histories short: they can begin after such a call.
     *
     * @param op a call that returned
     * @return null where the call does not say it; otherwise what {@link #step} gives from every state that allows the call
     */
    default @Nullable S stateAfter(Operation op) {
        return null;
    }

    /** Whether it matters who called; then {@link Operation#process} says it. */
    default boolean dependsOnProcess() {
        return false;
    }

    /**
     * Why an object in a state does not answer a call so, as a clause for people: {@code the register holds 3, not 2}. Asked
     * only where {@link #step} says that it does not, and never needed.
     *
     * @param state before the call
     * @param op a call that returned
     */
    default String refusal(S state, Operation op) {
        String how = op.answer().isEmpty() ? " is not possible" : " cannot return " + op.answer();
        return "the state is " + render(state) + ", from which " + op.call() + how;
    }

    /** A state as people write it. */
    default String render(S state) {
        return Values.text(state);
    }
}
