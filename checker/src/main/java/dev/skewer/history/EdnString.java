package dev.skewer.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one string literal at a time. A string without escapes stays where it is in the input's buffer; one with escapes
 * is put together in a buffer of its own.
 */
final class EdnString {
    static final String NOT_UTF8 = "a byte is not UTF-8, and a history must be; convert the file (iconv -t utf-8)";

    private final ByteInput in;

    /** Holds the string last read; valid until the input moves on. */
    byte[] bytes = new byte[0];
    /** Where it begins. */
    int from;
    /** Where it ends, exclusive. */
    int to;

    private byte[] unescaped = new byte[64];

    EdnString(ByteInput in) {
        this.in = in;
    }

    /** Reads the string whose opening quote is at the input's position. */
    void read() throws IOException {
        read(false);
    }

    /** Reads the string whose opening quote is at the input's position, and leaves its backslashes alone. */
    void readVerbatim() throws IOException {
        read(true);
    }

    private void read(boolean verbatim) throws IOException {
        in.mark();
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
            if (b == '\n') {
                // Writers of histories write \n; a real line end is there if a quote is not.
                in.doubtful = true;
                in.lineEndsAt(at++);
            } else if (at == in.limit) {
                at = moreAt(at);
            } else if (b == '\\') {
                plain = false;
                // Whatever is escaped does not end the string.
                at = at + 1 == in.limit ? moreAt(at + 1) + 1 : at + 2;
            } else {
                // Another control character.
                at++;
            }
        }
        take(at, ascii, plain || verbatim);
    }

    /** Brings more into sight behind the string's beginning, and gives the new position of {@code at}. */
    private int moreAt(int at) throws IOException {
        int length = at - in.position;
        if (!in.more()) {
            throw in.truncated("inside a string that has no closing quote");
        }
        return in.position + length;
    }

    private void take(int end, boolean ascii, boolean plain) {
        int start = in.position + 1;
        int invalid = ascii ? -1 : Utf8.firstInvalid(in.buffer, start, end);
        if (invalid >= 0) {
            in.report(in.errorAtMark("in this string " + NOT_UTF8));
            bytes = new String(in.buffer, start, end - start, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            from = 0;
            to = bytes.length;
        } else if (plain || !unescape(start, end)) {
            bytes = in.buffer;
            from = start;
            to = end;
        }
        in.position = end + 1;
    }

    /** Puts together what escapes stand for; false if one stands for nothing, and that may not matter. */
    private boolean unescape(int start, int end) {
        try {
            replaceEscapes(start, end);
            return true;
        } catch (HistoryException e) {
            in.report(e);
            return false;
        }
    }

    private void replaceEscapes(int start, int end) {
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
                case '"', '\\' -> unescaped[size++] = escape;
                case 'u' -> {
                    int codePoint = codePoint(at, end);
                    size = Utf8.encode(codePoint, unescaped, size);
                    at += codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 4 : 10;
                }
                default -> {
                    int digits = octalDigits(at - 1, end);
                    size = Utf8.encode(EdnCharacters.octal(source, at - 1, at - 1 + digits), unescaped, size);
                    at += digits - 1;
                }
            }
        }
        bytes = unescaped;
        from = 0;
        to = size;
    }

    /** The character behind {@code \}{@code u}: four digits, or a surrogate pair as two escapes. */
    private int codePoint(int at, int end) {
        int unit = unit(at, end);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return unit;
        }
        boolean pair = at + 10 <= end && in.buffer[at + 4] == '\\' && in.buffer[at + 5] == 'u';
        int low = pair ? unit(at + 6, end) : 0;
        if (unit > Character.MAX_HIGH_SURROGATE || !Character.isLowSurrogate((char) low)) {
            throw in.errorAtMark("this string has half of a surrogate pair; right would be both, as in \\ud83d\\ude00");
        }
        return Character.toCodePoint((char) unit, (char) low);
    }

    private int unit(int at, int end) {
        int unit = at + 4 <= end ? EdnCharacters.hexUnit(in.buffer, at) : -1;
        if (unit < 0) {
            throw in.errorAtMark("this string has a \\u without four hexadecimal digits; right would be \\u0041");
        }
        return unit;
    }

    private int octalDigits(int at, int end) {
        int digits = 0;
        while (digits < 3 && at + digits < end && in.buffer[at + digits] >= '0' && in.buffer[at + digits] <= '7') {
            digits++;
        }
        if (EdnCharacters.octal(in.buffer, at, at + digits) < 0) {
            throw in.errorAtMark(
                    "this string has an unknown escape; known are \\t \\r \\n \\b \\f \\\\ \\\" and \\u0041."
                            + " A backslash itself is written \\\\");
        }
        return digits;
    }
}
