package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one cell holds.
 *
 * @param value null for nothing
 */
public record Held(@Nullable Object value) {
    /** What a compare-and-set compares with, and what it writes. */
    static List<?> pair(Operation cas) {
        return (List<?>) cas.argument();
    }

    /** Why the cell, by this name, does not answer a read or a compare-and-set so. */
    String refusal(String cell, Operation op) {
        String holds = cell + " holds " + (value == null ? "nothing" : Literals.write(value));
        return op.f().equals("cas")
                ? holds + ", and " + op.call() + " needs " + Literals.write(pair(op).get(0))
                : holds + ", not " + Literals.write(op.output());
    }
}
