package dev.skewer.history.edn;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.event.EventAssembler;
import dev.skewer.history.event.EventBatch;
import dev.skewer.history.event.EventField;
import dev.skewer.history.event.EventParser;
import dev.skewer.history.event.ExpectedKeys;
import dev.skewer.history.event.PlainEvents;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.EdnSyntax;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads Jepsen's EDN histories: a sequence of maps, or one vector or list of them.
 *
 * <p>One pass, one buffer, no object per event: {@link EdnLexer} reads the atoms, {@link EdnValues} whole values, this
 * class the frame of the history and of each event's map, and {@link EventAssembler} makes events of the fields.
 */
public final class EdnReader extends EventParser {
    /** Where in the history the reader is. */
    private enum State {
        /** Nothing has been read. */
        START,
        /** Events follow until the end of the file. */
        SEQUENCE,
        /** Events follow until the vector or list that they are in is closed. */
        ENCLOSED,
        /** All events have been read. */
        END
    }

    private final EdnLexer lexer;
    private final EdnValues values;
    private final PlainEvents plain;
    private final ExpectedKeys expected = new ExpectedKeys();

    private State state = State.START;
    /** The class of the delimiter that ends an enclosed history. */
    private int closing;
    /** The line on which the enclosed history begins; 0 in a sequence. */
    private long enclosedLine;

    public EdnReader(ByteInput in, Symbols symbols) {
        super(in, symbols);
        this.lexer = new EdnLexer(in, symbols);
        this.values = new EdnValues(lexer, symbols);
        this.plain = new PlainEvents(in, assembler, expected, new PlainEdn(in, lexer.keywords, lexer.shortStrings));
    }

    @Override
    public void restartBetween(byte[] bytes, int to) {
        super.restartBetween(bytes, to);
        state = State.SEQUENCE;
    }

    @Override
    public void restart(InputStream rest, long offset, long line, long lineStart) {
        super.restart(rest, offset, line, lineStart);
        in.openLine = enclosedLine;
    }

    @Override
    protected void reset() {
        lexer.reset();
    }

    @Override
    public int passBlanks() {
        int lines = 0;
        for (int at = in.position; at < in.limit; at++) {
            int type = EdnSyntax.classOf(in.buffer[at]);
            if (type == EdnSyntax.NEWLINE) {
                lines++;
            } else if (type != EdnSyntax.BLANK) {
                return -1;
            }
        }
        return state == State.END ? -1 : lines;
    }

    @Override
    public boolean read(EventBatch batch) throws IOException {
        if (state == State.START) {
            begin();
        }
        int next = state == State.END ? EdnSyntax.END : nextForm();
        if (next == EdnSyntax.OPEN_MAP) {
            try {
                readMap(batch);
            } catch (HistoryException e) {
                throw atTheEnd(e);
            }
            return true;
        }
        if (state == State.ENCLOSED) {
            if (next == EdnSyntax.END) {
                throw in.truncated("before the vector or list of all events does");
            }
            if (next == closing) {
                in.position++;
                in.openLine = 0;
                state = State.END;
                requireEnd();
                next = EdnSyntax.END;
            }
        }
        if (next != EdnSyntax.END) {
            throw notAnEvent(next);
        }
        state = State.END;
        return false;
    }

    /**
     * Tells an event that the end of the file cuts off, whatever that did to its last token, from one in the middle of the
     * file that lost a delimiter and so swallows those behind it.
     */
    private HistoryException atTheEnd(HistoryException e) {
        if (!in.hasEnded() || !(e.isTruncated() || in.endsInToken())) {
            return e;
        }
        if (in.doubtful) {
            return new HistoryException(
                    in.name,
                    assembler.line,
                    assembler.column,
                    "the event that begins here goes on to the end of the file, over what looks like other events; is a }"
                            + " or a \" missing in it?");
        }
        return e.isTruncated() ? e : in.truncated("inside an event");
    }

    /** Finds out whether the events are inside a vector or list. */
    private void begin() throws IOException {
        int next = nextForm();
        if (next != EdnSyntax.OPEN_VECTOR && next != EdnSyntax.OPEN_LIST) {
            state = State.SEQUENCE;
            return;
        }
        state = State.ENCLOSED;
        enclosedLine = in.line();
        in.openLine = enclosedLine;
        closing = next == EdnSyntax.OPEN_VECTOR ? EdnSyntax.CLOSE_VECTOR : EdnSyntax.CLOSE_LIST;
        in.position++;
    }

    /** Skips discards and tags; gives the class of the byte that the next form begins with. */
    private int nextForm() throws IOException {
        boolean tagged = false;
        for (; ; ) {
            int next = lexer.significant();
            int second = next == EdnSyntax.HASH ? lexer.second() : -1;
            if (second == '_' || second == '^') {
                in.position += 2;
                values.skip();
            } else if (next == EdnSyntax.CARET) {
                in.position++;
                values.skip();
            } else if (second >= 0 && EdnSyntax.classOf((byte) second) == EdnSyntax.LETTER) {
                lexer.tag();
                tagged = true;
            } else if (state != State.END
                    && (next == EdnSyntax.END ? tagged : next == EdnSyntax.HASH && second == -1)) {
                throw in.truncated("inside a tag");
            } else if (tagged && (next == EdnSyntax.END || next == closing)) {
                throw in.error("a tag has nothing behind it; right would be an event's map");
            } else {
                return next;
            }
        }
    }

    private void requireEnd() throws IOException {
        if (nextForm() != EdnSyntax.END) {
            throw in.error("something follows the end of the history that began at line " + enclosedLine
                    + "; all events must be inside its brackets");
        }
    }

    private HistoryException notAnEvent(int next) {
        if (next == EdnSyntax.ILLEGAL) {
            return values.illegal();
        }
        return in.error((char) in.buffer[in.position] + " begins no event; right would be a map"
                + " {:process 0, :type :invoke, :f :read, :value nil}"
                + (state == State.SEQUENCE ? ", or one vector or list of such maps" : ""));
    }

    private void readMap(EventBatch batch) throws IOException {
        long line = in.line();
        in.openLine = line;
        in.doubtful = false;
        assembler.begin(batch, line, in.column());
        in.position++;
        expected.begin();
        for (; ; ) {
            if (plain.readOn()) {
                endMap();
                return;
            }
            long before = in.offset();
            long lineBefore = in.line();
            switch (lexer.significant()) {
                case EdnSyntax.COLON -> readEntry(before, lineBefore);
                case EdnSyntax.CLOSE_MAP -> {
                    in.position++;
                    endMap();
                    return;
                }
                case EdnSyntax.HASH -> {
                    if (lexer.second() == '_' || lexer.second() == '^') {
                        in.position += 2;
                        values.skip();
                    } else {
                        in.doubtful = lexer.second() >= 0;
                        skipEntry();
                    }
                }
                case EdnSyntax.OPEN_MAP -> {
                    in.doubtful = true;
                    skipEntry();
                }
                case EdnSyntax.END -> throw in.truncated("inside an event");
                case EdnSyntax.CLOSE_LIST, EdnSyntax.CLOSE_VECTOR ->
                    throw in.error((char) in.buffer[in.position]
                            + " does not fit here; } would be right, to end the event that begins at line " + line);
                default -> skipEntry();
            }
        }
    }

    private void skipEntry() throws IOException {
        values.skip();
        values.skip();
    }

    private void endMap() {
        in.openLine = enclosedLine;
        assembler.end();
    }

    /** Reads a key that is a keyword, and its value; where the value before them ends is known by its offset in the text, and line. */
    private void readEntry(long before, long lineBefore) throws IOException {
        in.mark();
        // A key that is none is not one of the known ones, and so does not matter.
        in.beLenient();
        EventField field = lexer.field();
        in.beStrict();
        if (field == null) {
            values.skip();
            return;
        }
        if (assembler.has(field)) {
            assembler.tapeFor(field);
        }
        lexer.significant();
        long count = in.offset() - before;
        boolean isWhole = count <= in.position
                && in.line() == lineBefore
                && EdnSyntax.classOf(in.buffer[in.position - 1]) == EdnSyntax.BLANK;
        if (isWhole) {
            expected.learn(field, in.buffer, in.position - (int) count, (int) count);
        }
        lexer.significant();
        readField(field, values);
    }
}
