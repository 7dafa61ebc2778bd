package dev.skewer.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one string of JSON at a time. A string without escapes stays where it is in the input's buffer; one with escapes is
 * put together in a buffer of its own.
 */
final class JsonString {
    private final ByteInput in;

    /** Holds the string last read; valid until the input moves on. */
    byte[] bytes = new byte[0];
    /** Where it begins. */
    int from;
    /** Where it ends, exclusive. */
    int to;

    private byte[] unescaped = new byte[64];

    JsonString(ByteInput in) {
        this.in = in;
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
                at = moreAt(at);
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

    /** Brings more into sight behind the string's beginning, and gives the new position of {@code at}. */
    private int moreAt(int at) throws IOException {
        int length = at - in.position;
        if (!in.more()) {
            throw in.truncated("too early");
        }
        return in.position + length;
    }

    /** The end of the escape whose backslash is at a position. */
    private int escapeEnd(int backslash) throws IOException {
        int at = backslash + 1;
        while (at == in.limit) {
            at = moreAt(at);
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
                at = moreAt(at);
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
        byte[] source = in.buffer;
        int invalid = ascii ? -1 : Utf8.firstInvalid(source, start, end);
        if (invalid >= 0) {
            in.report(in.error("in this string " + EdnString.NOT_UTF8));
            bytes = new String(source, start, end - start, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            from = 0;
            to = bytes.length;
        } else if (plain) {
            bytes = source;
            from = start;
            to = end;
        } else {
            unescape(start, end);
        }
        in.position = end + 1;
    }

    private void unescape(int start, int end) {
        byte[] source = in.buffer;
        if (unescaped.length < end - start + Long.BYTES) {
            // An escape never takes fewer bytes than what it stands for.
            unescaped = new byte[Math.max(end - start + Long.BYTES, unescaped.length * 2)];
        }
        int size = 0;
        int at = start;
        for (; ; ) {
            int count = StringWords.copyToBackslash(source, at, end, unescaped, size);
            size += count;
            at += count + 1;
            if (at > end) {
                break;
            }
            byte escape = source[at++];
            switch (escape) {
                case 'n' -> unescaped[size++] = '\n';
                case 't' -> unescaped[size++] = '\t';
                case 'r' -> unescaped[size++] = '\r';
                case 'b' -> unescaped[size++] = '\b';
                case 'f' -> unescaped[size++] = '\f';
                case 'u' -> {
                    int codePoint = codePoint(at, end);
                    size = Utf8.encode(codePoint, unescaped, size);
                    at += codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 4 : 10;
                }
                default -> unescaped[size++] = escape;
            }
        }
        bytes = unescaped;
        from = 0;
        to = size;
    }

    /** The character behind {@code \}{@code u}: four digits, or a surrogate pair as two escapes; of half a pair, none. */
    private int codePoint(int at, int end) {
        int unit = EdnCharacters.hexUnit(in.buffer, at);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return unit;
        }
        boolean pair = at + 10 <= end && in.buffer[at + 4] == '\\' && in.buffer[at + 5] == 'u';
        int low = pair ? EdnCharacters.hexUnit(in.buffer, at + 6) : 0;
        if (unit > Character.MAX_HIGH_SURROGATE || !Character.isLowSurrogate((char) low)) {
            in.report(in.errorAt(
                    end + 1, "this string has half of a surrogate pair; right would be both, as in \\ud83d\\ude00"));
            return '?';
        }
        return Character.toCodePoint((char) unit, (char) low);
    }
}
