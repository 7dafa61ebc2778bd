package dev.skewer.history.edn;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.event.EventParser;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.EdnSyntax;
import dev.skewer.history.value.DuplicateKeys;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole EDN values onto a {@link Tape}: containers, tags, discards, and the atoms inside them.
 *
 * <p>A loop over an explicit stack, not a recursion, so that nesting costs a few array cells and has a limit of its own
 * ({@link #MAX_DEPTH}) instead of the thread's. Tags and discards are frames on that stack like containers: they end with
 * the first value inside them.
 */
public final class EdnValues implements EventParser.Values {
    /** A frame for a namespaced map; on the tape it is a {@link Token#MAP}. Frames of containers use token kinds. */
    private static final int NAMESPACED_MAP = 12;
    /** A frame that ends with the next value: the value of a tag. */
    private static final int TAG = 13;
    /** A frame that ends with the next value, which is then dropped. */
    private static final int DISCARD = 14;

    private final ByteInput in;
    private final EdnLexer lexer;
    private final DuplicateKeys duplicates;

    private final byte[] kinds = new byte[MAX_DEPTH + 1];
    /** Where the container begins on the tape; for a discard, what the tape's size was. */
    private final int[] starts = new int[MAX_DEPTH + 1];
    /** The values in the container so far. */
    private final int[] counts = new int[MAX_DEPTH + 1];

    private final long[] lines = new long[MAX_DEPTH + 1];
    private byte[][] namespaces = new byte[0][];
    private int depth;

    /** Takes the values that are read only to be skipped. */
    private final Tape skipped = new Tape();

    public EdnValues(EdnLexer lexer, Symbols symbols) {
        this.in = lexer.in;
        this.lexer = lexer;
        this.duplicates = new DuplicateKeys(symbols);
    }

    /** Reads the next value, of which only the end must be known, and forgets it. */
    void skip() throws IOException {
        skipped.clear();
        lexer.discard();
        readLeniently(skipped);
        lexer.keep();
    }

    /**
     * Reads the next value, of which only the end must be known.
     *
     * @param tape gets it appended, or nil if something is wrong with it
     * @return what is wrong with it; null if it is as it should be
     */
    @Override
    public @Nullable HistoryException readLeniently(Tape tape) throws IOException {
        int size = tape.size();
        in.beLenient();
        HistoryException wrong;
        try {
            read(tape);
        } finally {
            wrong = in.beStrict();
        }
        if (wrong != null) {
            tape.truncate(size);
            tape.addNil();
        }
        return wrong;
    }

    /**
     * Reads the next value.
     *
     * @param tape gets it appended
     */
    @Override
    public void read(Tape tape) throws IOException {
        depth = 0;
        for (; ; ) {
            switch (lexer.significant()) {
                case EdnSyntax.DIGIT, EdnSyntax.SIGN -> lexer.number(tape);
                case EdnSyntax.COLON ->
                    tape.addKeyword(isQualifiedKey() ? lexer.keywordIn(namespaces[depth]) : lexer.keyword());
                case EdnSyntax.QUOTE -> tape.addString(lexer.string());
                case EdnSyntax.LETTER -> name(tape);
                case EdnSyntax.BACKSLASH -> lexer.character(tape);
                case EdnSyntax.OPEN_VECTOR -> {
                    open(Token.VECTOR, tape, 1);
                    continue;
                }
                case EdnSyntax.OPEN_LIST -> {
                    open(Token.LIST, tape, 1);
                    continue;
                }
                case EdnSyntax.OPEN_MAP -> {
                    open(Token.MAP, tape, 1);
                    continue;
                }
                case EdnSyntax.CLOSE_VECTOR -> close(Token.VECTOR, ']', tape);
                case EdnSyntax.CLOSE_LIST -> close(Token.LIST, ')', tape);
                case EdnSyntax.CLOSE_MAP -> close(Token.MAP, '}', tape);
                case EdnSyntax.HASH -> {
                    if (!dispatch(tape)) {
                        continue;
                    }
                }
                case EdnSyntax.END -> throw truncated();
                case EdnSyntax.CARET -> {
                    beginDiscard(tape, 1);
                    continue;
                }
                default -> throw illegal();
            }
            if (endOfValue(tape)) {
                return;
            }
        }
    }

    /** Ends the frames that end with the value just read; whether it was the outermost. */
    private boolean endOfValue(Tape tape) {
        while (kinds[depth] >= TAG) {
            boolean discarded = kinds[depth] == DISCARD;
            if (discarded) {
                lexer.keep();
                tape.truncate(starts[depth]);
            }
            depth--;
            if (discarded) {
                return false;
            }
        }
        counts[depth]++;
        return depth == 0;
    }

    private void name(Tape tape) throws IOException {
        if (isQualifiedKey()) {
            lexer.nameIn(tape, namespaces[depth]);
        } else {
            lexer.name(tape);
        }
    }

    private boolean isQualifiedKey() {
        return kinds[depth] == NAMESPACED_MAP && (counts[depth] & 1) == 0;
    }

    /** Whether the value that begins here, perhaps with a tag before it, is a key. */
    private boolean isKeyOfMap() {
        int outer = depth;
        while (kinds[outer] == TAG) {
            outer--;
        }
        return (kinds[outer] == Token.MAP || kinds[outer] == NAMESPACED_MAP) && (counts[outer] & 1) == 0;
    }

    /** Opens a container whose opening delimiter takes {@code bytes} bytes. */
    private void open(int kind, Tape tape, int bytes) {
        if (kind == Token.MAP && isKeyOfMap()) {
            // More likely the next event, inside a map whose brace is missing.
            in.doubtful = true;
        }
        push(kind, tape.begin(kind));
        in.position += bytes;
    }

    private void push(int kind, int start) {
        if (depth == MAX_DEPTH) {
            throw in.error("more than " + MAX_DEPTH + " containers inside one another, the most that a value may have");
        }
        depth++;
        kinds[depth] = (byte) kind;
        starts[depth] = start;
        counts[depth] = 0;
        lines[depth] = in.line();
    }

    private void close(int kind, char delimiter, Tape tape) {
        int open = kinds[depth];
        boolean map = kind == Token.MAP;
        if (open != kind && !(map && (open == NAMESPACED_MAP || open == Token.SET))) {
            throw mismatch(delimiter);
        }
        int start = starts[depth];
        int count = counts[depth];
        if (map && open != Token.SET && (count & 1) != 0) {
            in.report(in.error("this map (of line " + lines[depth] + ") has a key without a value"));
            tape.addNil();
        }
        tape.end(start);
        if (map && count > 1 && !lexer.isDiscarding()) {
            int twice = duplicates.find(tape, start);
            if (twice >= 0) {
                in.report(in.error((open == Token.SET ? "this set has the element " : "this map has the key ")
                        + duplicates.text(tape, twice) + " twice; each may be there once"));
            }
        }
        depth--;
        in.position++;
    }

    private HistoryException mismatch(char delimiter) {
        String frame = switch (kinds[depth]) {
            case Token.VECTOR -> "] would be right, for the vector";
            case Token.LIST -> ") would be right, for the list";
            case Token.MAP, NAMESPACED_MAP -> "} would be right, for the map";
            case Token.SET -> "} would be right, for the set";
            case TAG -> "a value would be right, for the tag";
            case DISCARD -> "a value would be right, for the #_";
            default -> null;
        };
        return in.error(delimiter + " does not fit here; "
                + (depth == 0 ? "a value would be right" : frame + " of line " + lines[depth]));
    }

    /** Reads what begins with {@code #}; whether it was a whole value. */
    private boolean dispatch(Tape tape) throws IOException {
        int second = lexer.second();
        switch (second) {
            case '{' -> open(Token.SET, tape, 2);
            // Metadata: a value about the value that follows.
            case '_', '^' -> beginDiscard(tape, 2);
            case '"' -> {
                tape.addString(lexer.regularExpression());
                return true;
            }
            // A var, a function literal, a form to be evaluated: what follows is all that there is to it.
            case '\'', '(', '=' -> {
                push(TAG, tape.size());
                in.position += second == '(' ? 1 : 2;
            }
            case ':' -> namespacedMap(tape);
            case '#' -> {
                lexer.symbolicValue(tape);
                return true;
            }
            case '<' -> {
                lexer.unreadable(tape);
                return true;
            }
            case -1 -> throw truncated();
            default -> {
                push(TAG, tape.size());
                if (EdnSyntax.classOf((byte) second) == EdnSyntax.LETTER) {
                    lexer.tag();
                } else {
                    in.report(in.error("unknown after #; right would be a set #{…}, a tag such as #inst, #_ or ##NaN"));
                    in.position++;
                }
            }
        }
        return false;
    }

    private void beginDiscard(Tape tape, int bytes) {
        push(DISCARD, tape.size());
        lexer.discard();
        in.position += bytes;
    }

    private void namespacedMap(Tape tape) throws IOException {
        byte[] namespace = lexer.namespace();
        int next = lexer.significant();
        if (next == EdnSyntax.END) {
            throw in.truncated("where a map should be");
        }
        if (next != EdnSyntax.OPEN_MAP) {
            throw in.error("a namespace stands before a map; { would be right");
        }
        open(Token.MAP, tape, 1);
        kinds[depth] = NAMESPACED_MAP;
        if (namespaces.length <= depth) {
            namespaces = Arrays.copyOf(namespaces, MAX_DEPTH + 1);
        }
        namespaces[depth] = namespace;
    }

    private HistoryException truncated() {
        return in.truncated(
                depth > 0
                        ? "before a container that begins at line " + lines[depth] + " does"
                        : "where a value should be");
    }

    /** A complaint about a byte that begins no value. */
    HistoryException illegal() {
        int b = in.buffer[in.position] & 0xff;
        String shown = b > ' ' && b < 0x7f ? "" + (char) b : String.format("byte 0x%02x", b);
        return in.error(shown + " begins no EDN value; is the file damaged or of another format?");
    }
}
