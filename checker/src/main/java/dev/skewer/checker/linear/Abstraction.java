package dev.skewer.checker.linear;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model whose histories can be looked at as to some elements only, such as some of the values that a register holds: from
 * any sequence of calls that the model allows, take {@linkplain #only(Operation, Set) what the calls are to these elements},
 * and an {@linkplain #only(Set) object of these elements} allows that, if calls of unknown outcome may do nothing. So a contradiction that remains when only some elements
 * are looked at is one of the whole history, and of a history of few elements. It is not so the other way round.
 */
public interface Abstraction {
    /** The elements that a call speaks of; none where it speaks of the whole, or where it is not known of which. */
    Set<Object> elements(Operation op);

    /** The object with only some of its elements told apart. */
    Model<?> only(Set<Object> elements);

    /** What a call is to some elements; null if nothing. */
    @Nullable Operation only(Operation op, Set<Object> elements);
}
