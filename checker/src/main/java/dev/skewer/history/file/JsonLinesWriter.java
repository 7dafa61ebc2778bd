package dev.skewer.history.file;

import dev.skewer.history.Event;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.json.JsonKeys;
import dev.skewer.history.text.EdnNumbers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a history as JSON lines: one map a line, {@code
 * {"index":0,"time":12,"process":0,"type":"ok","f":"read","value":[1,2]}}, with {@code "error"}, {@code "key"} and {@code "ts"}
 * behind it where an event has them.
 *
 * <p>JSON has fewer kinds of values than EDN. What it has reads back the same: {@code nil}, truth values, integers of any
 * width, finite doubles, strings, vectors, and maps whose keys are keywords or integers. The rest is written as what comes
 * closest: a keyword or symbol as a string (in a key that no word would be taken for, with its colon), a list or set as an
 * array, an infinite double as the string of its EDN text, any other key as the string of its EDN text; and a string key
 * that looks like a word or an integer reads back as that. Not for several threads at once.
 */
public final class JsonLinesWriter extends HistoryWriter {
    private static final byte[] INDEX = ascii("{\"index\":");
    private static final byte[] TIME = ascii(",\"time\":");
    private static final byte[] PROCESS = ascii(",\"process\":");
    private static final byte[] NEMESIS = ascii("\"nemesis\"");
    private static final byte[] INVOKE = ascii(",\"type\":\"invoke\",\"f\":");
    private static final byte[] OK = ascii(",\"type\":\"ok\",\"f\":");
    private static final byte[] FAIL = ascii(",\"type\":\"fail\",\"f\":");
    private static final byte[] INFO = ascii(",\"type\":\"info\",\"f\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] ERROR = ascii(",\"error\":");
    private static final byte[] KEY = ascii(",\"key\":");
    private static final byte[] TIMESTAMPS = ascii(",\"ts\":");
    private static final byte[] END = ascii("}\n");
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /** Names that come from no history: the EDN text of keys that are neither names nor integers. */
    private final Symbols texts = new Symbols();

    /**
     * A writer of one history.
     *
     * @param out needs no buffer; closed with the writer
     */
    public JsonLinesWriter(OutputStream out) {
        super(out);
    }

    /** Writes one event as one line. */
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
            out.string(symbols, Event.processSymbol(event.process));
        }
        out.ascii(
                switch (event.type) {
                    case INVOKE -> INVOKE;
                    case OK -> OK;
                    case FAIL -> FAIL;
                    case INFO -> INFO;
                });
        out.string(symbols, event.f);
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

    @Override
    void separate(int kind, int before) throws IOException {
        if (before > 0) {
            out.ascii(kind == Token.MAP && (before & 1) != 0 ? ':' : ',');
        }
    }

    @Override
    void open(int kind) throws IOException {
        out.ascii(kind == Token.MAP ? '{' : '[');
    }

    @Override
    void close(int kind) throws IOException {
        out.ascii(kind == Token.MAP ? '}' : ']');
    }

    @Override
    int key(Tape tape, int at, Symbols symbols) throws IOException {
        long token = tape.token(at);
        switch (Token.kind(token)) {
            case Token.STRING -> out.string(symbols, Token.symbol(token));
            case Token.KEYWORD -> keyword(symbols, Token.symbol(token));
            case Token.INT, Token.WIDE_INT -> {
                out.ascii('"');
                out.integer(tape.integer(at));
                out.ascii('"');
            }
            default -> text(ValuePrinter.text(tape, at, symbols, Integer.MAX_VALUE));
        }
        return tape.skip(at);
    }

    private void keyword(Symbols symbols, int symbol) throws IOException {
        int from = symbols.offset(symbol);
        if (JsonKeys.isWord(symbols.arena(), from, from + symbols.length(symbol))) {
            out.string(symbols, symbol);
        } else {
            text(":" + symbols.name(symbol));
        }
    }

    private void text(String text) throws IOException {
        out.string(texts, texts.intern(text));
    }

    @Override
    void atom(Tape tape, int at, Symbols symbols) throws IOException {
        long token = tape.token(at);
        switch (Token.kind(token)) {
            case Token.INT -> out.integer(Token.intValue(token));
            case Token.WIDE_INT -> out.integer(tape.integer(at));
            case Token.KEYWORD, Token.STRING -> out.string(symbols, Token.symbol(token));
            case Token.SYMBOL -> symbol(symbols, Token.symbol(token));
            case Token.DOUBLE -> decimal(tape.decimal(at));
            default -> out.ascii(token == Token.NIL ? NULL : token == Token.TRUE ? TRUE : FALSE);
        }
    }

    private void decimal(double value) throws IOException {
        byte[] text = ascii(ValuePrinter.decimal(value));
        if (Double.isFinite(value)) {
            out.ascii(text);
        } else {
            out.ascii('"');
            out.ascii(text);
            out.ascii('"');
        }
    }

    private void symbol(Symbols symbols, int symbol) throws IOException {
        int from = symbols.offset(symbol);
        int to = from + symbols.length(symbol);
        byte[] arena = symbols.arena();
        if (EdnNumbers.isOther(arena, from, to) && EdnNumbers.classify(arena, from, to) == EdnNumbers.INTEGER) {
            // An integer wider than 64 bits is kept as text, and JSON takes integers of any width.
            out.name(symbols, symbol);
        } else {
            out.string(symbols, symbol);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
