package dev.skewer.history.json;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.event.EventParser;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.value.DuplicateKeys;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads whole values of JSON onto a {@link Tape}: a loop over an explicit stack, so that nesting has a limit of its own. */
public final class JsonValues implements EventParser.Values {
    private final ByteInput in;
    private final JsonLexer lexer;
    public final JsonKeys keys;
    private final DuplicateKeys duplicates;

    private final boolean[] isMap = new boolean[MAX_DEPTH + 1];
    /** Where the container begins on the tape. */
    private final int[] starts = new int[MAX_DEPTH + 1];

    private int depth;

    /** Takes the values that are read only to be skipped, and never more than one token of them. */
    private final Tape skipped = new Tape();

    private boolean isSkipping;

    public JsonValues(JsonLexer lexer, Symbols symbols) {
        this.in = lexer.in;
        this.lexer = lexer;
        this.keys = new JsonKeys(symbols);
        this.duplicates = new DuplicateKeys(symbols);
    }

    /** Forgets symbols that were remembered. */
    void reset() {
        keys.reset();
        isSkipping = false;
    }

    /** Reads the next value, which must be well-formed, and forgets it. */
    void skip() throws IOException {
        isSkipping = true;
        in.beLenient();
        read(skipped);
        in.beStrict();
        isSkipping = false;
    }

    /**
     * Reads the next value, which must be well-formed but may hold what no value may.
     *
     * @param tape gets it appended
     * @return what no value may hold; null if it is as it should be
     */
    @Override
    public @Nullable HistoryException readLeniently(Tape tape) throws IOException {
        in.beLenient();
        read(tape);
        return in.beStrict();
    }

    /**
     * Reads the next value.
     *
     * @param tape gets it appended
     */
    @Override
    public void read(Tape tape) throws IOException {
        depth = 0;
        do {
            int next = lexer.significant();
            switch (next) {
                case '{' -> {
                    open(true, tape);
                    if (lexer.significant() != '}') {
                        key(tape);
                        continue;
                    }
                    close(tape);
                }
                case '[' -> {
                    open(false, tape);
                    if (lexer.significant() != ']') {
                        continue;
                    }
                    close(tape);
                }
                case '"' -> string(tape);
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> lexer.number(tape);
                case JsonLexer.END -> throw lexer.truncated();
                default -> {
                    if (!Character.isLetter(next)) {
                        throw lexer.noValue();
                    }
                    lexer.literal(tape);
                }
            }
            endOfValue(tape);
        } while (depth > 0);
    }

    /** Goes on behind a value: to the next one in its container, or out of the containers that it ends. */
    private void endOfValue(Tape tape) throws IOException {
        while (depth > 0) {
            int next = lexer.significant();
            boolean map = isMap[depth];
            if (next == ',') {
                in.position++;
                if (isSkipping) {
                    tape.clear();
                }
                if (map) {
                    key(tape);
                }
                return;
            }
            if (next != (map ? '}' : ']')) {
                boolean isOtherEnd = next == ']' || next == '}';
                throw lexer.misplaced((isOtherEnd ? "" : "a comma or ") + (map ? '}' : ']'));
            }
            close(tape);
        }
    }

    private void open(boolean map, Tape tape) {
        if (depth == MAX_DEPTH) {
            throw in.error("more than " + MAX_DEPTH + " containers inside one another, the most that a value may have");
        }
        depth++;
        isMap[depth] = map;
        if (!isSkipping) {
            starts[depth] = tape.begin(map ? Token.MAP : Token.VECTOR);
        }
        in.position++;
    }

    private void close(Tape tape) {
        in.position++;
        if (!isSkipping) {
            int start = starts[depth];
            tape.end(start);
            int twice = isMap[depth] ? duplicates.find(tape, start) : -1;
            if (twice >= 0) {
                in.report(in.error(
                        "this map has the key " + duplicates.text(tape, twice) + " twice; each may be there once"));
            }
        }
        depth--;
    }

    private void string(Tape tape) throws IOException {
        if (isSkipping) {
            lexer.text();
        } else {
            tape.addString(lexer.string());
        }
    }

    /** Reads a key of a map and the colon behind it. */
    private void key(Tape tape) throws IOException {
        lexer.requireKey();
        JsonString text = lexer.text();
        if (!isSkipping) {
            keys.add(text, tape);
        }
        lexer.passColon();
    }
}
