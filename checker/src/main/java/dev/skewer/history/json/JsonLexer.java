package dev.skewer.history.json;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.Digits;
import dev.skewer.history.text.EdnNumbers;
import dev.skewer.history.text.EdnSyntax;
import dev.skewer.history.text.ShortNames;
import dev.skewer.history.text.Utf8;
import dev.skewer.history.value.PlainValues;
import dev.skewer.history.value.StringLiteral;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the tokens of JSON (RFC 8259) from the buffer of a {@link ByteInput}, with no object for one. Small integers and short
 * strings, which are nearly everything in a history, have paths of their own; whatever these do not expect is left to the
 * general ones.
 */
public final class JsonLexer {
    /** In place of a byte: the text has ended. */
    static final int END = -1;

    private static final String VALUE = "a string in double quotes, a number, true, false, null, [ or {";
    private static final String NUMBER = "a number such as 12, -12, 1.5 or 1.5e3";

    final ByteInput in;

    private final Symbols symbols;
    private final JsonString strings;

    /** Short strings seen before, and their symbols. */
    public final ShortNames shortStrings = new ShortNames();

    public JsonLexer(ByteInput in, Symbols symbols) {
        this.in = in;
        this.symbols = symbols;
        this.strings = new JsonString(in);
    }

    /** Forgets the symbols of strings seen before. */
    void reset() {
        shortStrings.clear();
    }

    /**
     * Skips blanks.
     *
     * @return the next byte, from 0 to 255, which is not consumed, or {@link #END}
     */
    int significant() throws IOException {
        byte[] buffer = in.buffer;
        int at = in.position;
        for (; ; ) {
            byte b = buffer[at];
            if (b > ' ') {
                in.position = at;
                return b;
            }
            if (b == '\n') {
                in.lineEndsAt(at++);
            } else if (b == ' ' || b == '\t' || b == '\r') {
                at++;
            } else {
                in.position = at;
                if (at < in.limit) {
                    return b & 0xff;
                }
                if (!in.more()) {
                    return END;
                }
                buffer = in.buffer;
                at = in.position;
            }
        }
    }

    /** Reads a string, whose opening quote is next, and gives its symbol. */
    int string() throws IOException {
        strings.read();
        int symbol = symbols.intern(strings.bytes, strings.from, strings.to);
        int length = strings.to - strings.from;
        if (length <= ShortNames.LONGEST && strings.isVerbatim()) {
            shortStrings.putPlain(ShortNames.packed(strings.bytes, strings.from, length), length, symbol);
        }
        return symbol;
    }

    /** Goes to a key: a string must be next. */
    void requireKey() throws IOException {
        int next = significant();
        if (next != '"') {
            throw next == END ? truncated() : misplaced("a key in double quotes");
        }
    }

    /** Passes the colon behind a key. */
    void passColon() throws IOException {
        int next = significant();
        if (next != ':') {
            throw next == END ? truncated() : misplaced("a colon");
        }
        in.position++;
    }

    /** Reads a string, whose opening quote is next; its text is then in the reader that this gives. */
    JsonString text() throws IOException {
        strings.read();
        return strings;
    }

    /** Reads a number, which begins with a digit or a minus. */
    void number(Tape tape) throws IOException {
        int digits = Digits.count(in.buffer, in.position);
        int plainEnd = in.position + digits;
        if (digits > 0 && plainEnd < in.limit && PlainValues.endsToken(in.buffer[plainEnd])) {
            tape.addInt(Digits.value(in.buffer, in.position, digits));
            in.position = plainEnd;
            return;
        }
        int end = numberEnd();
        byte[] buffer = in.buffer;
        int start = in.position;
        if (buffer[start] == '-' && buffer[start + 1] == 'I') {
            literal(tape);
            return;
        }
        int at = buffer[start] == '-' ? start + 1 : start;
        int whole = digits(at, end);
        if (buffer[at] == '0' && whole > at + 1) {
            throw in.errorAt(at + 1, "this is not JSON: a number cannot begin with 0; right would be 12, or 0.12");
        }
        int to = whole;
        if (buffer[to] == '.') {
            to = digits(to + 1, end);
        }
        if ((buffer[to] | 0x20) == 'e') {
            to = digits(buffer[to + 1] == '+' || buffer[to + 1] == '-' ? to + 2 : to + 1, end);
        }
        boolean isOtherBase = buffer[at] == '0' && to == at + 1 && Character.isLetter(buffer[to]);
        if (to < end || isOtherBase) {
            throw misplaced(to, NUMBER);
        }
        add(start, whole, to, tape);
        in.position = to;
    }

    private void add(int start, int whole, int to, Tape tape) {
        byte[] buffer = in.buffer;
        if (whole < to) {
            String text = new String(buffer, start, to - start, StandardCharsets.ISO_8859_1);
            if (!JsonNumbers.add(text, tape, symbols)) {
                in.report(in.error(
                        "a number of more than " + JsonNumbers.MAX_DIGITS + " digits; right would be a string"));
                tape.addNil();
            }
        } else if (EdnNumbers.fitsLong(buffer, start, to)) {
            tape.addInt(EdnNumbers.toLong(buffer, start, to));
        } else {
            tape.addSymbol(symbols.intern(buffer, start, to));
        }
    }

    /** The end of digits, of which there must be one. */
    private int digits(int from, int end) {
        int at = from;
        while (in.buffer[at] >= '0' && in.buffer[at] <= '9') {
            at++;
        }
        if (at == from) {
            if (at >= end && at >= in.limit) {
                throw truncated();
            }
            throw misplaced(at, NUMBER);
        }
        return at;
    }

    /** The end of what may belong to a number; afterwards it is in sight, and so is a byte behind it. */
    private int numberEnd() throws IOException {
        int at = in.position;
        for (; ; ) {
            byte b = in.buffer[at];
            while ((b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || (b | 0x20) == 'e') {
                b = in.buffer[++at];
            }
            if (at < in.limit) {
                return at;
            }
            int length = at - in.position;
            boolean more = in.more();
            at = in.position + length;
            if (!more) {
                return at;
            }
        }
    }

    /** Reads a token that begins with a letter, or what is taken for one: {@code true}, {@code false} or {@code null}. */
    void literal(Tape tape) throws IOException {
        int end = literalEnd();
        byte[] buffer = in.buffer;
        int start = in.position;
        if (EdnSyntax.is("null", buffer, start, end)) {
            tape.addNil();
        } else if (EdnSyntax.is("true", buffer, start, end)) {
            tape.addBoolean(true);
        } else if (EdnSyntax.is("false", buffer, start, end)) {
            tape.addBoolean(false);
        } else if (isNoNumber(buffer, start, end)) {
            in.report(in.error(shown(start, end) + " is no number of JSON; right would be null, or a string"));
            tape.addNil();
        } else if (end == in.limit) {
            throw truncated();
        } else {
            throw in.error("this is not JSON: " + shown(start, end) + " cannot stand here; right would be " + VALUE);
        }
        in.position = end;
    }

    /** Whether a text is one that some writers have for what no number is. */
    private static boolean isNoNumber(byte[] bytes, int from, int to) {
        return EdnSyntax.is("NaN", bytes, from, to)
                || EdnSyntax.is("Infinity", bytes, from, to)
                || EdnSyntax.is("-Infinity", bytes, from, to);
    }

    private int literalEnd() throws IOException {
        int at = in.position;
        for (; ; ) {
            byte b = in.buffer[at];
            while (b < 0 || Character.isLetterOrDigit(b) || b == '_' || b == '-' || b == '$') {
                b = in.buffer[++at];
            }
            if (at < in.limit) {
                // What cannot belong to a token, and yet begins one, is shown alone.
                return Math.max(at, in.position + 1);
            }
            int length = at - in.position;
            boolean more = in.more();
            at = in.position + length;
            if (!more) {
                return at;
            }
        }
    }

    /** A complaint that the text ends too early. */
    HistoryException truncated() {
        return in.truncated("too early");
    }

    /**
     * A complaint about the next byte.
     *
     * @param right what could stand in its place
     */
    HistoryException misplaced(String right) {
        return misplaced(in.position, right);
    }

    private HistoryException misplaced(int at, String right) {
        if (at >= in.limit) {
            return truncated();
        }
        int b = in.buffer[at] & 0xff;
        if (b < ' ') {
            return in.errorAt(at, "this is not JSON: a control character; right would be a blank, a tab or a line end");
        }
        int end = at + 1;
        while (end < in.limit && (in.buffer[end] & 0xc0) == 0x80 && b >= 0x80) {
            end++;
        }
        if (Utf8.firstInvalid(in.buffer, at, end) >= 0) {
            return in.errorAt(at, "this is not JSON: " + StringLiteral.NOT_UTF8);
        }
        return in.errorAt(at, "this is not JSON: " + shown(at, end) + " cannot stand here; right would be " + right);
    }

    /** A complaint about the next byte, in whose place a value could stand. */
    HistoryException noValue() {
        return misplaced(VALUE);
    }

    /** A token as a message shows it: not too long, and without anything that a terminal would obey. */
    private String shown(int start, int end) {
        int most = 40;
        String text = new String(in.buffer, start, Math.min(end - start, most), StandardCharsets.UTF_8);
        return ValuePrinter.quoted(end - start > most ? text + "…" : text);
    }
}
