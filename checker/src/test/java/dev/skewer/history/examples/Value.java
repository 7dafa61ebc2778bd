package dev.skewer.history.examples;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.ArrayList;
import java.util.List;

/** A value as a tree, to be compared and printed by tests; what a {@link Tape} holds flat. */
public sealed interface Value {
    /** Nil. */
    record Nil() implements Value {}

    /** A truth value. */
    record Bool(boolean value) implements Value {}

    /** An integer of 64 bits. */
    record Int(long value) implements Value {}

    /** A floating-point number. */
    record Decimal(double value) implements Value {}

    /** A string. */
    record Text(String value) implements Value {}

    /** A keyword. */
    record Keyword(String name) implements Value {}

    /** A bare symbol, or what is kept as text. */
    record Symbol(String text) implements Value {}

    /** A vector, list, set or map; a map's keys and values in turn. */
    record Container(int kind, List<Value> elements) implements Value {}

    /** The value on a tape. */
    static Value of(Tape tape, Symbols symbols) {
        return of(tape, 0, symbols);
    }

    private static Value of(Tape tape, int at, Symbols symbols) {
        long token = tape.token(at);
        return switch (Token.kind(token)) {
            case Token.INT, Token.WIDE_INT -> new Int(tape.integer(at));
            case Token.DOUBLE -> new Decimal(tape.decimal(at));
            case Token.STRING -> new Text(symbols.name(Token.symbol(token)));
            case Token.KEYWORD -> new Keyword(symbols.name(Token.symbol(token)));
            case Token.SYMBOL -> new Symbol(symbols.name(Token.symbol(token)));
            case Token.CONSTANT -> token == Token.NIL ? new Nil() : new Bool(token == Token.TRUE);
            default -> {
                List<Value> elements = new ArrayList<>();
                int end = tape.skip(at);
                for (int i = at + 1; i < end; i = tape.skip(i)) {
                    elements.add(of(tape, i, symbols));
                }
                yield new Container(Token.kind(token), elements);
            }
        };
    }

    /** Appends this value to a tape. */
    default void addTo(Tape tape, Symbols symbols) {
        if (this instanceof Nil) {
            tape.addNil();
        } else if (this instanceof Bool bool) {
            tape.addBoolean(bool.value);
        } else if (this instanceof Int integer) {
            tape.addInt(integer.value);
        } else if (this instanceof Decimal decimal) {
            tape.addDouble(decimal.value);
        } else if (this instanceof Text text) {
            tape.addString(symbols.intern(text.value));
        } else if (this instanceof Keyword keyword) {
            tape.addKeyword(symbols.intern(keyword.name));
        } else if (this instanceof Symbol symbol) {
            tape.addSymbol(symbols.intern(symbol.text));
        } else if (this instanceof Container container) {
            int at = tape.begin(container.kind);
            container.elements.forEach(element -> element.addTo(tape, symbols));
            tape.end(at);
        }
    }
}
