package dev.skewer.history.json;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.event.EventBatch;
import dev.skewer.history.event.EventField;
import dev.skewer.history.event.EventParser;
import dev.skewer.history.event.ExpectedKeys;
import dev.skewer.history.event.PlainEvents;
import dev.skewer.history.input.ByteInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories in JSON, with Jepsen's names: one array of maps, or maps one after the other, usually one a line.
 *
 * <p>What JSON cannot say is taken as EDN would have it, so that a history gives the same tapes in both formats as far as
 * possible: the keys of maps become integers or keywords where they look like them ({@link JsonKeys}), and {@code type},
 * {@code f} and {@code process} may be strings with or without a colon. Strings in values stay strings.
 */
public final class JsonReader extends EventParser {
    /** A comma stands before the first event of a piece of a text. */
    private static final int COMMA_BEFORE = 1;
    /** A comma stands behind the last one. */
    private static final int COMMA_BEHIND = 2;
    /** Commas stand between two events. */
    private static final int COMMAS = 4;
    /** Nothing but blanks stands between two events. */
    private static final int BLANKS = 8;

    /** Where in the history the reader is. */
    private enum State {
        /** Nothing has been read. */
        START,
        /** Before the first event. */
        FIRST,
        /** Behind an event. */
        BEHIND_EVENT,
        /** Behind a comma. */
        BEHIND_COMMA,
        /** Behind all events. */
        END
    }

    /** What there is around the events. */
    private enum Form {
        /** Nothing: they follow each other. */
        LINES,
        /** Brackets, and commas between them. */
        ARRAY,
        /** Not known, for the beginning has not been read. */
        UNKNOWN
    }

    private final JsonLexer lexer;
    private final JsonValues values;
    private final PlainEvents plain;
    private final ExpectedKeys expected = new ExpectedKeys();

    private State state = State.START;
    private Form form = Form.UNKNOWN;
    /** Of a piece: the constants from {@link #COMMA_BEFORE} on. */
    private int separators;
    /** The line on which the array of all events begins; 0 if there is none. */
    private long arrayLine;

    public JsonReader(ByteInput in, Symbols symbols) {
        super(in, symbols);
        lexer = new JsonLexer(in, symbols);
        values = new JsonValues(lexer, symbols);
        plain = new PlainEvents(in, assembler, expected, new PlainJson(in, values.keys.shortKeys, lexer.shortStrings));
    }

    @Override
    public void restartBetween(byte[] bytes, int to) {
        super.restartBetween(bytes, to);
        state = State.FIRST;
        form = Form.UNKNOWN;
        separators = 0;
    }

    @Override
    public void restart(InputStream rest, long offset, long line, long lineStart) {
        super.restart(rest, offset, line, lineStart);
        in.openLine = arrayLine;
    }

    @Override
    protected void reset() {
        lexer.reset();
        values.reset();
    }

    @Override
    public int separators() {
        return separators;
    }

    @Override
    public boolean mayFollow(int others) {
        if (form == Form.LINES) {
            return (others & (COMMA_BEFORE | COMMA_BEHIND | COMMAS)) == 0;
        }
        return (others & BLANKS) == 0 && (others & COMMA_BEFORE) != 0 == (state == State.BEHIND_EVENT);
    }

    @Override
    public void passPiece(int others) {
        state = (others & COMMA_BEHIND) != 0 ? State.BEHIND_COMMA : State.BEHIND_EVENT;
    }

    @Override
    public int passBlanks() {
        if (state == State.END) {
            return -1;
        }
        boolean isCommaPassed = false;
        int lines = 0;
        for (int at = in.position; at < in.limit; at++) {
            byte b = in.buffer[at];
            if (b == '\n') {
                lines++;
            } else if (b == ',' && form == Form.ARRAY && state == State.BEHIND_EVENT && !isCommaPassed) {
                isCommaPassed = true;
            } else if (b != ' ' && b != '\t' && b != '\r') {
                return -1;
            }
        }
        state = isCommaPassed ? State.BEHIND_COMMA : state;
        return lines;
    }

    @Override
    public boolean read(EventBatch batch) throws IOException {
        int next = state == State.END ? JsonLexer.END : lexer.significant();
        if (state == State.START) {
            state = State.FIRST;
            form = next == '[' ? Form.ARRAY : Form.LINES;
            if (form == Form.ARRAY) {
                arrayLine = in.line();
                in.openLine = arrayLine;
                in.position++;
                next = lexer.significant();
            }
        }
        next = passSeparator(next);
        if (next == '{') {
            readMap(batch);
            state = State.BEHIND_EVENT;
            return true;
        }
        if (next == ']' && form == Form.ARRAY && state != State.BEHIND_COMMA) {
            endArray();
        } else if (next != JsonLexer.END) {
            throw notAnEvent(next);
        } else if (form == Form.ARRAY && state != State.END) {
            throw lexer.truncated();
        }
        if (form != Form.UNKNOWN) {
            state = State.END;
        }
        return false;
    }

    /** Passes the comma between two events, if there has to be one; gives the byte behind it. */
    private int passSeparator(int next) throws IOException {
        if (form == Form.UNKNOWN) {
            return passUnknownSeparator(next);
        }
        if (form == Form.LINES || state != State.BEHIND_EVENT || next == ']' || next == JsonLexer.END) {
            return next;
        }
        if (next != ',') {
            throw lexer.misplaced("a comma or ]");
        }
        in.position++;
        state = State.BEHIND_COMMA;
        return lexer.significant();
    }

    /** Passes the comma between two events, if there is one, and takes note of it. */
    private int passUnknownSeparator(int next) throws IOException {
        boolean isFirst = state == State.FIRST;
        if (next != ',') {
            separators |= isFirst || next != '{' ? 0 : BLANKS;
            return next;
        }
        in.position++;
        int behind = lexer.significant();
        if (isFirst) {
            separators |= COMMA_BEFORE;
        } else if (behind == '{') {
            separators |= COMMAS;
        }
        if (behind == JsonLexer.END) {
            separators |= COMMA_BEHIND;
        }
        return behind;
    }

    private void endArray() throws IOException {
        in.position++;
        in.openLine = 0;
        if (lexer.significant() != JsonLexer.END) {
            throw in.error("something follows the end of the history that began at line " + arrayLine
                    + "; all events must be inside its brackets");
        }
    }

    private HistoryException notAnEvent(int next) {
        boolean isValue = next == '"' || next == '[' || next == '-' || (next >= '0' && next <= '9') || isConstant();
        return isValue
                ? in.error("no event begins here; right would be a map"
                        + " {\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"value\":null}")
                : lexer.noValue();
    }

    private boolean isConstant() {
        String rest =
                new String(in.buffer, in.position, Math.min(5, in.limit - in.position), StandardCharsets.ISO_8859_1);
        return rest.startsWith("true") || rest.startsWith("null") || rest.equals("false");
    }

    private void readMap(EventBatch batch) throws IOException {
        in.openLine = in.line();
        assembler.begin(batch, in.line(), in.column());
        in.position++;
        try {
            readEntries();
        } catch (HistoryException e) {
            // What is wrong with the last token of a text is put down to its being cut off.
            throw in.hasEnded() && !e.isTruncated() && in.endsInToken() ? lexer.truncated() : e;
        }
        in.openLine = arrayLine;
        assembler.end();
    }

    private void readEntries() throws IOException {
        expected.begin();
        while (!plain.readOn()) {
            long before = in.offset();
            long lineBefore = in.line();
            int next = lexer.significant();
            if (next == '}') {
                in.position++;
                return;
            }
            if (!expected.isFirst()) {
                if (next != ',') {
                    throw lexer.misplaced(next == ']' ? "}" : "a comma or }");
                }
                in.position++;
            }
            readEntry(before, lineBefore);
        }
    }

    /** Reads a key and its value; where the value before them ends is known by its offset in the text, and line. */
    private void readEntry(long before, long lineBefore) throws IOException {
        lexer.requireKey();
        in.mark();
        EventField field = readKey();
        if (field == null) {
            lexer.passColon();
            values.skip();
            expected.learnNothing();
            return;
        }
        if (assembler.has(field)) {
            assembler.tapeFor(field);
        }
        lexer.passColon();
        lexer.significant();
        long count = in.offset() - before;
        if (count <= in.position && in.line() == lineBefore) {
            expected.learn(field, in.buffer, in.position - (int) count, (int) count);
        } else {
            expected.learnNothing();
        }
        lexer.significant();
        readField(field, values);
    }

    private @Nullable EventField readKey() throws IOException {
        JsonString text = lexer.text();
        return EventField.of(new String(text.bytes, text.from, text.to - text.from, StandardCharsets.UTF_8));
    }
}
