package dev.skewer.results.measure;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import org.jspecify.annotations.Nullable;

/**
 * A value of an event, kept until it is known whether its text is wanted. It is copied as it is, which costs less than its text; a large one
 * is turned into text at once, as that is cut.
 */
final class HeldValue {
    /** The most longs that are copied. */
    private static final int SMALL = 256;

    private final Tape tape = new Tape();
    private @Nullable String text;

    /** Takes another value. */
    void set(Tape value, Symbols symbols, int limit) {
        tape.clear();
        text = null;
        if (value.size() <= SMALL) {
            tape.addRange(value, 0, value.size());
        } else {
            text = ValuePrinter.text(value, 0, symbols, limit);
        }
    }

    boolean isNil() {
        return text == null && tape.isNil();
    }

    /** The value as EDN, cut to a number of characters; of a large one to that with which it was taken. */
    String text(Symbols symbols, int limit) {
        return text == null ? ValuePrinter.text(tape, 0, symbols, limit) : text;
    }
}
