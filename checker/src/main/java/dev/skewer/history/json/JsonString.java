package dev.skewer.history.json;

import dev.skewer.history.ValuePrinter;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.EdnCharacters;
import dev.skewer.history.text.ShortNames;
import dev.skewer.history.text.StringWords;
import dev.skewer.history.text.Utf8;
import dev.skewer.history.value.StringLiteral;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads one string of JSON at a time. */
final class JsonString extends StringLiteral {
    private static final String MISSING = "too early";

    JsonString(ByteInput in) {
        super(in);
    }

    /** Reads the string whose opening quote is at the input's position. */
    void read() throws IOException {
        int at = in.position + 1;
        boolean ascii = true;
        boolean plain = true;
        for (; ; ) {
            long word = ShortNames.word(in.buffer, at);
            int length = StringWords.plain(word);
            ascii &= StringWords.isAscii(word, length);
            at += length;
            if (length == Long.BYTES) {
                continue;
            }
            byte b = in.buffer[at];
            if (b == '"') {
                break;
            }
            if (at == in.limit) {
                at = moreAt(at, MISSING);
            } else if (b == '\\') {
                plain = false;
                at = escapeEnd(at);
            } else {
                throw in.errorAt(
                        at,
                        "this is not JSON: a control character in a string; right would be its escape, such as \\n");
            }
        }
        take(at, ascii, plain);
    }

    /** Whether the string last read is in the input's buffer as it is. */
    boolean isVerbatim() {
        return bytes == in.buffer;
    }

    /** The end of the escape whose backslash is at a position. */
    private int escapeEnd(int backslash) throws IOException {
        int at = backslash + 1;
        while (at == in.limit) {
            at = moreAt(at, MISSING);
        }
        switch (in.buffer[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 1;
            }
            case 'u' -> {
                at++;
            }
            default ->
                throw in.errorAt(
                        at,
                        "this is not JSON: \\" + character(at)
                                + " is no escape; right would be \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u0041");
        }
        for (int end = at + 4; at < end; at++) {
            while (at == in.limit) {
                int length = end - at;
                at = moreAt(at, MISSING);
                end = at + length;
            }
            if (in.buffer[at] < 0 || Character.digit(in.buffer[at], 16) < 0) {
                throw in.errorAt(
                        at,
                        "this is not JSON: " + character(at)
                                + " cannot stand here; right would be four hexadecimal digits, as in \\u0041");
            }
        }
        return at;
    }

    private String character(int at) {
        int end = at + 1;
        while (end < in.limit && (in.buffer[end] & 0xc0) == 0x80) {
            end++;
        }
        return ValuePrinter.quoted(new String(in.buffer, at, end - at, StandardCharsets.UTF_8));
    }

    private void take(int end, boolean ascii, boolean plain) {
        int start = in.position + 1;
        int invalid = ascii ? -1 : Utf8.firstInvalid(in.buffer, start, end);
        if (invalid >= 0) {
            in.report(in.error("in this string " + NOT_UTF8));
            takeRepaired(start, end);
        } else if (plain) {
            takeVerbatim(start, end);
        } else {
            takeUnescaped(start, end);
        }
        in.position = end + 1;
    }

    /** A slash: other escapes have been refused. */
    @Override
    protected int lengthOfOther(int at, int end) {
        return 1;
    }

    @Override
    protected int other(int at, int length) {
        return in.buffer[at];
    }

    @Override
    protected int unit(int at, int end) {
        return EdnCharacters.hexUnit(in.buffer, at);
    }

    /** What is wrong is told, and costs the event nothing else. */
    @Override
    protected int halfPair(int end) {
        in.report(in.errorAt(end + 1, HALF_PAIR));
        return '?';
    }
}
