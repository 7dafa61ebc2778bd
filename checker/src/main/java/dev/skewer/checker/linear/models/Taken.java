package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model of something that values are put into and taken out of, one by one. Where all calls that concern some values are
 * struck out of a sequence, what is left is a sequence of the others: a value that was first, last or least of all is so among
 * fewer, and nothing comes out of what was empty. A removal of unknown outcome may have taken out any value.
 */
interface Taken extends Composite, Monitored {
    /** The value that a call put in or took out; null if it found nothing, or if it is not known what it took. */
    @Nullable Object value(Operation op);

    @Override
    default String element() {
        return "value";
    }

    @Override
    default Set<Object> elements(Operation op) {
        Object value = value(op);
        return value == null ? Set.of() : Set.of(value);
    }

    @Override
    default Model<?> only(Set<Object> elements) {
        return (Model<?>) this;
    }

    @Override
    default @Nullable Operation only(Operation op, Set<Object> elements) {
        Object value = value(op);
        return value == null || elements.contains(value) ? op : null;
    }

    @Override
    default boolean decidesByElement() {
        return true;
    }
}
