package dev.skewer.history.edn;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.event.EventField;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.Digits;
import dev.skewer.history.text.EdnCharacters;
import dev.skewer.history.text.EdnNumbers;
import dev.skewer.history.text.EdnSyntax;
import dev.skewer.history.text.ShortNames;
import dev.skewer.history.text.Utf8;
import dev.skewer.history.value.StringLiteral;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the atoms of EDN (numbers, names, strings, characters) from bytes onto a {@link Tape}, with no object per token.
 *
 * <p>A token is looked at in place, in the buffer of a {@link ByteInput}. Small integers and short keywords, which are
 * nearly everything in a history, have paths of their own; whatever these do not expect is left to the general ones.
 */
public final class EdnLexer {
    final ByteInput in;

    private final Symbols symbols;
    private final EdnString strings;

    /** Short names of keywords seen before, and strings, and their symbols. */
    public final ShortNames keywords = new ShortNames();

    public final ShortNames shortStrings = new ShortNames();

    /** Above zero while what is read will be thrown away: its names are not interned. */
    private int discarding;

    public EdnLexer(ByteInput in, Symbols symbols) {
        this.in = in;
        this.symbols = symbols;
        this.strings = new EdnString(in);
    }

    /** Begins anew, after an error or with a table that has lost names. */
    void reset() {
        keywords.clear();
        shortStrings.clear();
        discarding = 0;
    }

    /** From here on names are checked but not interned; until {@link #keep}. Nests. */
    void discard() {
        discarding++;
    }

    /** Ends what {@link #discard} began. */
    void keep() {
        discarding--;
    }

    /** Whether names are not interned, so that two names may look the same on the tape. */
    boolean isDiscarding() {
        return discarding > 0;
    }

    /**
     * Skips blanks and comments.
     *
     * @return the {@link EdnSyntax} class of the next byte, which is not consumed
     */
    int significant() throws IOException {
        byte[] buffer = in.buffer;
        int at = in.position;
        // Nothing but blanks stands before nearly every token, and this much is small enough to be inlined.
        int type = EdnSyntax.classOf(buffer[at]);
        while (type == EdnSyntax.BLANK) {
            type = EdnSyntax.classOf(buffer[++at]);
        }
        if (type > EdnSyntax.ZERO) {
            in.position = at;
            return type;
        }
        return skipToSignificant();
    }

    private int skipToSignificant() throws IOException {
        byte[] buffer = in.buffer;
        int at = in.position;
        for (; ; ) {
            int type = EdnSyntax.classOf(buffer[at]);
            if (type > EdnSyntax.ZERO) {
                in.position = at;
                return type;
            }
            if (type == EdnSyntax.BLANK) {
                at++;
            } else if (type == EdnSyntax.NEWLINE) {
                in.lineEndsAt(at++);
            } else if (type == EdnSyntax.COMMENT) {
                in.position = at;
                skipComment();
                buffer = in.buffer;
                at = in.position;
            } else {
                in.position = at;
                if (at < in.limit) {
                    return EdnSyntax.ILLEGAL;
                }
                if (!in.more()) {
                    return EdnSyntax.END;
                }
                buffer = in.buffer;
                at = in.position;
            }
        }
    }

    private void skipComment() throws IOException {
        for (; ; ) {
            while (in.position < in.limit) {
                if (in.buffer[in.position] == '\n') {
                    return;
                }
                in.position++;
            }
            if (!in.more()) {
                return;
            }
        }
    }

    /** The byte behind the next one, from 0 to 255, or -1 at the end of the stream. */
    int second() throws IOException {
        while (in.position + 1 >= in.limit) {
            if (!in.more()) {
                return -1;
            }
        }
        return in.buffer[in.position + 1] & 0xff;
    }

    /**
     * The end of the token that begins at the input's position; afterwards the whole token is in sight.
     *
     * @param from how many bytes of the token are known to belong to it
     */
    int tokenEnd(int from) throws IOException {
        int at = in.position + from;
        for (; ; ) {
            byte[] buffer = in.buffer;
            while (EdnSyntax.isConstituent(buffer[at])) {
                at++;
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

    /** Reads a keyword that is the key of an event; null if it is no field's. */
    @Nullable EventField field() throws IOException {
        int end = keywordEnd();
        int length = end - in.position - 1;
        long name = length <= ShortNames.LONGEST ? ShortNames.packed(in.buffer, in.position + 1, length) : 0;
        in.position = end;
        return EventField.of(name);
    }

    /** Reads a keyword and gives the symbol of its name. */
    int keyword() throws IOException {
        int end = keywordEnd();
        byte[] buffer = in.buffer;
        int start = in.position + 1;
        int length = end - start;
        int symbol = -1;
        if (length <= ShortNames.LONGEST && discarding == 0) {
            long name = ShortNames.packed(buffer, start, length);
            symbol = (int) keywords.get(name, length);
            if (symbol < 0) {
                symbol = intern(start, end);
                // Only names that are as they should be, also where one that is not may not matter.
                if (buffer[start] != ':') {
                    keywords.putPlain(name, length, symbol);
                }
            }
        } else {
            symbol = intern(start, end);
        }
        in.position = end;
        return symbol;
    }

    /** The end of the keyword at the input's position; its name is not empty. */
    private int keywordEnd() throws IOException {
        byte[] buffer = in.buffer;
        int at = in.position + 1;
        while (EdnSyntax.isConstituent(buffer[at])) {
            at++;
        }
        if (at == in.limit) {
            at = tokenEnd(at - in.position);
        }
        int start = in.position + 1;
        if (at == start) {
            in.report(in.error("a colon alone is no keyword; a keyword is a colon and a name, such as :read"));
        } else if (in.buffer[start] == ':') {
            in.report(in.error(
                    shown(in.position, at) + " needs Clojure's namespaces to be understood; write it with one colon"));
        }
        return at;
    }

    /** The symbol of a name in the buffer. */
    private int intern(int start, int end) {
        boolean isUtf8 = requireUtf8(start, end);
        if (discarding > 0) {
            return 0;
        }
        return isUtf8
                ? symbols.intern(in.buffer, start, end)
                : symbols.intern(new String(in.buffer, start, end - start, StandardCharsets.UTF_8));
    }

    private boolean requireUtf8(int start, int end) {
        int invalid = Utf8.firstInvalid(in.buffer, start, end);
        if (invalid >= 0) {
            in.report(in.errorAt(invalid, StringLiteral.NOT_UTF8));
        }
        return invalid < 0;
    }

    /** Reads a keyword of a namespaced map: {@code :b} inside {@code #:a{…}} is {@code :a/b}, {@code :_/b} is {@code :b}. */
    int keywordIn(byte[] namespace) throws IOException {
        int end = keywordEnd();
        int symbol = qualified(namespace, in.position + 1, end);
        in.position = end;
        return symbol;
    }

    private int qualified(byte[] namespace, int start, int end) {
        requireUtf8(start, end);
        byte[] buffer = in.buffer;
        for (int i = start + 1; i < end - 1; i++) {
            if (buffer[i] == '/') {
                boolean bare = i == start + 1 && buffer[start] == '_';
                if (bare && EdnSyntax.classOf(buffer[i + 1]) != EdnSyntax.LETTER) {
                    throw in.error(shown(start, end) + " has no name behind its slash; right would be _/name");
                }
                return intern(bare ? i + 1 : start, end);
            }
        }
        byte[] name = Arrays.copyOf(namespace, namespace.length + 1 + end - start);
        name[namespace.length] = '/';
        System.arraycopy(buffer, start, name, namespace.length + 1, end - start);
        return discarding > 0 ? 0 : symbols.intern(name, 0, name.length);
    }

    /** Reads a regular expression, {@code #"a\d"}, whose backslashes are its own, and gives the symbol of its text. */
    int regularExpression() throws IOException {
        in.position++;
        strings.readVerbatim();
        return discarding > 0 ? 0 : symbols.intern(strings.bytes, strings.from, strings.to);
    }

    /** Reads a string and gives its symbol. */
    int string() throws IOException {
        strings.read();
        if (discarding > 0) {
            return 0;
        }
        int symbol = symbols.intern(strings.bytes, strings.from, strings.to);
        int length = strings.to - strings.from;
        if (length <= ShortNames.LONGEST && strings.bytes == in.buffer) {
            shortStrings.putPlain(ShortNames.packed(strings.bytes, strings.from, length), length, symbol);
        }
        return symbol;
    }

    /** Reads a token that begins with a digit, or with a sign and perhaps a digit. */
    void number(Tape tape) throws IOException {
        int digits = Digits.count(in.buffer, in.position);
        int end = in.position + digits;
        if (digits > 0 && end < in.limit && !EdnSyntax.isConstituent(in.buffer[end])) {
            tape.addInt(Digits.value(in.buffer, in.position, digits));
            in.position = end;
        } else {
            anyNumber(tape);
        }
    }

    private void anyNumber(Tape tape) throws IOException {
        int end = tokenEnd(1);
        byte[] buffer = in.buffer;
        int start = in.position;
        switch (EdnNumbers.classify(buffer, start, end)) {
            case EdnNumbers.INTEGER -> {
                if (EdnNumbers.fitsLong(buffer, start, end)) {
                    tape.addInt(EdnNumbers.toLong(buffer, start, end));
                } else {
                    int from = buffer[start] == '+' ? start + 1 : start;
                    tape.addSymbol(intern(from, buffer[end - 1] == 'N' ? end - 1 : end));
                }
            }
            case EdnNumbers.DECIMAL -> tape.addDouble(EdnNumbers.toDouble(buffer, start, end));
            case EdnNumbers.OTHER_BASE, EdnNumbers.EXACT_DECIMAL, EdnNumbers.RATIO ->
                exact(EdnNumbers.canonical(buffer, start, end), tape);
            default -> {
                boolean sign = EdnSyntax.classOf(buffer[start]) == EdnSyntax.SIGN;
                if (!sign || (start + 1 < end && EdnSyntax.classOf(buffer[start + 1]) == EdnSyntax.DIGIT)) {
                    in.report(in.error(shown(start, end)
                            + " is not a number; right would be 12, -12, 0x1f, 017, 2r101, 1.5, 1.5e3 or 1/2"));
                }
                tape.addSymbol(intern(start, end));
            }
        }
        in.position = end;
    }

    /** Appends a number that is known by its one text: an integer, a ratio or an exact decimal. */
    private void exact(byte[] text, Tape tape) {
        if (EdnNumbers.isInteger(text, 0, text.length) && EdnNumbers.fitsLong(text, 0, text.length)) {
            tape.addInt(EdnNumbers.toLong(text, 0, text.length));
        } else {
            tape.addSymbol(discarding > 0 ? 0 : symbols.intern(text, 0, text.length));
        }
    }

    /** Reads a token that begins with a letter: {@code nil}, {@code true}, {@code false} or a symbol. */
    void name(Tape tape) throws IOException {
        int end = tokenEnd(1);
        byte[] buffer = in.buffer;
        int start = in.position;
        if (EdnSyntax.is("nil", buffer, start, end)) {
            tape.addNil();
        } else if (EdnSyntax.is("true", buffer, start, end)) {
            tape.addBoolean(true);
        } else if (EdnSyntax.is("false", buffer, start, end)) {
            tape.addBoolean(false);
        } else {
            tape.addSymbol(intern(start, end));
        }
        in.position = end;
    }

    /** Reads a bare symbol that is a key of a namespaced map. */
    void nameIn(Tape tape, byte[] namespace) throws IOException {
        int end = tokenEnd(1);
        // Constants are not qualified.
        if (EdnSyntax.isSymbolText(in.buffer, in.position, end)) {
            tape.addSymbol(qualified(namespace, in.position, end));
            in.position = end;
        } else {
            name(tape);
        }
    }

    /** Reads a character, such as {@code \a} or {@code \newline}; it stays text. */
    void character(Tape tape) throws IOException {
        if (second() == -1) {
            throw in.truncated("behind a backslash");
        }
        // The character itself may be anything, even a delimiter.
        int end = tokenEnd(2);
        int start = in.position;
        requireUtf8(start, end);
        if (!EdnCharacters.isCharacter(in.buffer, start + 1, end)) {
            in.report(in.error(shown(start, end) + " is not a character; right would be \\a, \\newline or \\u0041"));
        }
        String plain = EdnCharacters.plain(in.buffer, start + 1, end);
        tape.addSymbol(plain == null ? intern(start, end) : symbols.intern(plain));
        in.position = end;
    }

    /** Reads {@code ##NaN}, {@code ##Inf} or {@code ##-Inf}. */
    void symbolicValue(Tape tape) throws IOException {
        int end = tokenEnd(2);
        byte[] buffer = in.buffer;
        int start = in.position + 2;
        if (EdnSyntax.is("NaN", buffer, start, end)) {
            tape.addDouble(Double.NaN);
        } else if (EdnSyntax.is("Inf", buffer, start, end)) {
            tape.addDouble(Double.POSITIVE_INFINITY);
        } else if (EdnSyntax.is("-Inf", buffer, start, end)) {
            tape.addDouble(Double.NEGATIVE_INFINITY);
        } else {
            in.report(in.error(shown(in.position, end) + " is unknown; right would be ##NaN, ##Inf or ##-Inf"));
            tape.addSymbol(intern(in.position, end));
        }
        in.position = end;
    }

    /**
     * Reads what Clojure prints of an object that it could not read again, {@code #<Exception java.lang.Exception: x>}; it
     * stays text. Its end is an angle bracket that closes the first, is no part of an arrow, and ends a token.
     */
    void unreadable(Tape tape) throws IOException {
        int open = 0;
        for (int length = 1; ; length++) {
            while (in.position + length + 1 >= in.limit && in.more()) {}
            if (in.position + length >= in.limit) {
                throw in.truncated("inside #<…>");
            }
            byte b = in.buffer[in.position + length];
            if (b == '\n') {
                throw in.error("#< has no > on its line; right would be #<Class text>");
            }
            open += b == '<' ? 1 : 0;
            if (b == '>' && !isArrow(in.buffer[in.position + length - 1])) {
                open = Math.max(0, open - 1);
                boolean endsToken = !EdnSyntax.isConstituent(in.buffer[in.position + length + 1]);
                if (open == 0 && endsToken) {
                    int end = in.position + length + 1;
                    tape.addString(intern(in.position, end));
                    in.position = end;
                    return;
                }
            }
        }
    }

    private static boolean isArrow(byte before) {
        return before == '-' || before == '=';
    }

    /** Reads the tag of a tagged literal, such as {@code #inst}, and forgets it. */
    void tag() throws IOException {
        int end = tokenEnd(2);
        requireUtf8(in.position, end);
        in.position = end;
    }

    /** Reads the {@code #:name} of a namespaced map. */
    byte[] namespace() throws IOException {
        int end = tokenEnd(2);
        int start = in.position + 2;
        requireUtf8(start, end);
        if (EdnSyntax.classOf(in.buffer[start]) != EdnSyntax.LETTER) {
            throw in.error(shown(in.position, end) + " is not a namespace; right would be #:name{…}");
        }
        byte[] namespace = Arrays.copyOfRange(in.buffer, start, end);
        in.position = end;
        return namespace;
    }

    /** A token as a message shows it: not too long, and without anything that a terminal would obey. */
    private String shown(int start, int end) {
        int most = 40;
        String text = new String(in.buffer, start, Math.min(end - start, most), StandardCharsets.UTF_8);
        return ValuePrinter.quoted(end - start > most ? text + "…" : text);
    }
}
