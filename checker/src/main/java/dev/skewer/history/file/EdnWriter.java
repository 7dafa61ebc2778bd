package dev.skewer.history.file;

import dev.skewer.history.Event;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.text.EdnSyntax;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a history as Jepsen does: one EDN map a line, {@code {:index 0, :time 12, :process 0, :type :ok, :f :read, :value
 * [1 2]}}, with {@code :error}, {@code :key} and {@code :ts} behind it where an event has them.
 *
 * <p>What is written reads back as the same events. Flush where a reader, or a crash, must find whole lines. Not for
 * several threads at once.
 */
public final class EdnWriter extends HistoryWriter {
    private static final byte[] INDEX = ascii("{:index ");
    private static final byte[] TIME = ascii(", :time ");
    private static final byte[] PROCESS = ascii(", :process ");
    private static final byte[] NEMESIS = ascii(":nemesis");
    private static final byte[] INVOKE = ascii(", :type :invoke, :f ");
    private static final byte[] OK = ascii(", :type :ok, :f ");
    private static final byte[] FAIL = ascii(", :type :fail, :f ");
    private static final byte[] INFO = ascii(", :type :info, :f ");
    private static final byte[] VALUE = ascii(", :value ");
    private static final byte[] ERROR = ascii(", :error ");
    private static final byte[] KEY = ascii(", :key ");
    private static final byte[] TIMESTAMPS = ascii(", :ts ");
    private static final byte[] END = ascii("}\n");
    private static final byte[] SET = ascii("#{");
    private static final byte[] COMMA = ascii(", ");
    private static final byte[] NIL = ascii("nil");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /**
     * A writer of one history.
     *
     * @param out needs no buffer; closed with the writer
     */
    public EdnWriter(OutputStream out) {
        super(out);
    }

    /**
     * Writes one event as one line.
     *
     * @throws HistoryException if a keyword or symbol in it has a name that EDN cannot write, such as one with a space;
     *     part of the line may then have been written
     */
    @Override
    public void accept(Event event) throws IOException {
        Symbols symbols = event.symbols;
        out.ascii(INDEX);
        out.integer(event.index);
        out.ascii(TIME);
        out.integer(event.time);
        out.ascii(PROCESS);
        if (event.process >= 0) {
            out.integer(event.process);
        } else if (event.process == Event.NEMESIS) {
            out.ascii(NEMESIS);
        } else if (event.isProcessNumbered()) {
            out.name(symbols, Event.processSymbol(event.process));
        } else {
            header(symbols, Event.processSymbol(event.process));
        }
        out.ascii(
                switch (event.type) {
                    case INVOKE -> INVOKE;
                    case OK -> OK;
                    case FAIL -> FAIL;
                    case INFO -> INFO;
                });
        header(symbols, event.f);
        out.ascii(VALUE);
        value(event.value, 0, symbols);
        if (!event.error.isNil()) {
            out.ascii(ERROR);
            value(event.error, 0, symbols);
        }
        if (!event.key.isNil()) {
            out.ascii(KEY);
            value(event.key, 0, symbols);
        }
        if (!event.timestamps.isNil()) {
            out.ascii(TIMESTAMPS);
            value(event.timestamps, 0, symbols);
        }
        out.ascii(END);
    }

    /** Writes the name of a function or process: a keyword, or a string if it cannot be one, which a reader takes too. */
    private void header(Symbols symbols, int symbol) throws IOException {
        if (isKeyword(symbols, symbol)) {
            out.ascii(':');
            out.name(symbols, symbol);
        } else {
            out.string(symbols, symbol);
        }
    }

    private static boolean isKeyword(Symbols symbols, int symbol) {
        int from = symbols.offset(symbol);
        return EdnSyntax.isKeywordName(symbols.arena(), from, from + symbols.length(symbol));
    }

    @Override
    void separate(int kind, int before) throws IOException {
        if (before > 0) {
            if (kind == Token.MAP && (before & 1) == 0) {
                out.ascii(COMMA);
            } else {
                out.ascii(' ');
            }
        }
    }

    @Override
    void open(int kind) throws IOException {
        switch (kind) {
            case Token.VECTOR -> out.ascii('[');
            case Token.LIST -> out.ascii('(');
            case Token.SET -> out.ascii(SET);
            default -> out.ascii('{');
        }
    }

    @Override
    void close(int kind) throws IOException {
        switch (kind) {
            case Token.VECTOR -> out.ascii(']');
            case Token.LIST -> out.ascii(')');
            default -> out.ascii('}');
        }
    }

    @Override
    void atom(Tape tape, int at, Symbols symbols) throws IOException {
        long token = tape.token(at);
        switch (Token.kind(token)) {
            case Token.INT -> out.integer(Token.intValue(token));
            case Token.WIDE_INT -> out.integer(tape.integer(at));
            case Token.KEYWORD -> keyword(symbols, Token.symbol(token));
            case Token.STRING -> out.string(symbols, Token.symbol(token));
            case Token.SYMBOL -> symbol(symbols, Token.symbol(token));
            case Token.DOUBLE -> out.ascii(ascii(ValuePrinter.decimal(tape.decimal(at))));
            default -> out.ascii(token == Token.NIL ? NIL : token == Token.TRUE ? TRUE : FALSE);
        }
    }

    private void keyword(Symbols symbols, int symbol) throws IOException {
        if (!isKeyword(symbols, symbol)) {
            throw unwritable("keyword", symbols, symbol);
        }
        out.ascii(':');
        out.name(symbols, symbol);
    }

    private void symbol(Symbols symbols, int symbol) throws IOException {
        int from = symbols.offset(symbol);
        if (!EdnSyntax.isSymbolText(symbols.arena(), from, from + symbols.length(symbol))) {
            throw unwritable("symbol", symbols, symbol);
        }
        out.name(symbols, symbol);
    }

    private static HistoryException unwritable(String what, Symbols symbols, int symbol) {
        return new HistoryException("EDN has no way to write a " + what + " named \""
                + ValuePrinter.quoted(symbols.name(symbol)) + "\"; right would be a name without blanks and brackets,"
                + " or a string");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
