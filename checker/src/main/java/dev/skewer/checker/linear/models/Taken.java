package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.history.Coding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model of something that values are put into and taken out of, one by one. Where all calls that concern some values are
 * struck out of a sequence, what is left is a sequence of the others: a value that was first, last or least of all is so among
 * fewer, and nothing comes out of what was empty. A removal of unknown outcome may have taken out any value.
 */
interface Taken extends Composite, Monitored {
    /** The function that puts a value in; any other takes one out. */
    String putter();

    /** The value that a call put in or took out; null if it found nothing, or if it is not known what it took. */
    default @Nullable Object value(Operation op) {
        return op.f().equals(putter()) ? op.input() : op.output();
    }

    /** The calls in numbers, with the values that they put in and took out, for a monitor that calls the two so. */
    default Coding coded(Calls times, List<Operation> operations, int put, int take) {
        Coding coding = new Coding(times, operations);
        for (int call = 0; call < times.size; call++) {
            boolean puts = coding.f(call).equals(putter());
            coding.add(call, puts ? put : take, puts ? coding.input(call) : coding.output(call), Calls.NONE);
        }
        return coding;
    }

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
