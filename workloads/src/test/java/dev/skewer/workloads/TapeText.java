package dev.skewer.workloads;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;

/** A value as EDN text, for tests to compare. */
public final class TapeText {
    private final Tape tape;
    private final Symbols symbols;
    private final StringBuilder text = new StringBuilder();

    private TapeText(Tape tape, Symbols symbols) {
        this.tape = tape;
        this.symbols = symbols;
    }

    public static String of(Tape tape, Symbols symbols) {
        TapeText writer = new TapeText(tape, symbols);
        writer.value(0);
        return writer.text.toString();
    }

    private int value(int at) {
        long token = tape.token(at);
        switch (Token.kind(token)) {
            case Token.CONSTANT -> text.append(token == Token.NIL ? "nil" : String.valueOf(token == Token.TRUE));
            case Token.INT, Token.WIDE_INT -> text.append(tape.integer(at));
            case Token.KEYWORD -> text.append(':').append(symbols.name(Token.symbol(token)));
            case Token.STRING ->
                text.append('"').append(symbols.name(Token.symbol(token))).append('"');
            case Token.VECTOR -> elements(at, "[", "]");
            case Token.MAP -> elements(at, "{", "}");
            default -> throw new AssertionError("kind " + Token.kind(token));
        }
        return tape.size() == 0 ? at : tape.skip(at);
    }

    private void elements(int at, String open, String close) {
        text.append(open);
        int end = at + 1 + Token.span(tape.token(at));
        for (int next = at + 1; next < end; ) {
            if (next > at + 1) {
                text.append(' ');
            }
            next = value(next);
        }
        text.append(close);
    }
}
