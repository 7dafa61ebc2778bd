package dev.skewer.workloads;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of operations on one of many objects: {@code [key value]}, as those of Jepsen's independent keys are. */
public final class KeyedValue {
    private KeyedValue() {}

    /**
     * Writes one whose value is a number.
     *
     * @param value null is nil
     */
    public static void number(Tape tape, long key, @Nullable Long value) {
        if (value == null) {
            write(tape, key, Tape::addNil);
        } else {
            long number = value;
            write(tape, key, each -> each.addInt(number));
        }
    }

    /** Writes one whose value is a vector of numbers. */
    public static void numbers(Tape tape, long key, long... values) {
        write(tape, key, each -> {
            int vector = each.begin(Token.VECTOR);
            for (long value : values) {
                each.addInt(value);
            }
            each.end(vector);
        });
    }

    private static void write(Tape tape, long key, Consumer<Tape> value) {
        int tuple = tape.begin(Token.VECTOR);
        tape.addInt(key);
        value.accept(tape);
        tape.end(tuple);
    }
}
