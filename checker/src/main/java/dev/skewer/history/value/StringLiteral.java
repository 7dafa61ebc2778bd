package dev.skewer.history.value;

import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.StringWords;
import dev.skewer.history.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The string last read. One without escapes stays where it is in the input's buffer; one with escapes is put together in a
 * buffer of its own. What EDN and JSON have in common: their escapes differ in what else there is, and in when what is wrong
 * is told.
 */
public abstract class StringLiteral {
    public static final String NOT_UTF8 =
            "a byte is not UTF-8, and a history must be; convert the file (iconv -t utf-8)";

    protected static final String HALF_PAIR =
            "this string has half of a surrogate pair; right would be both, as in \\ud83d\\ude00";

    protected final ByteInput in;

    /** Holds the string last read; valid until the input moves on. */
    public byte[] bytes = new byte[0];
    /** Where it begins. */
    public int from;
    /** Where it ends, exclusive. */
    public int to;

    private byte[] unescaped = new byte[64];

    protected StringLiteral(ByteInput in) {
        this.in = in;
    }

    /** The length of an escape, behind its backslash, that is none of those which both formats have. */
    protected abstract int lengthOfOther(int at, int end);

    /** The character that such an escape stands for. */
    protected abstract int other(int at, int length);

    /** The number that four hexadecimal digits write. */
    protected abstract int unit(int at, int end);

    /** What half of a surrogate pair in a string with that end stands for, if it may stand for anything. */
    protected abstract int halfPair(int end);

    /**
     * Brings more into sight behind the string's beginning.
     *
     * @param at a position, which may change
     * @param missing where the text has ended if there is no more, in words
     * @return the new position
     */
    protected final int moreAt(int at, String missing) throws IOException {
        int length = at - in.position;
        if (!in.more()) {
            throw in.truncated(missing);
        }
        return in.position + length;
    }

    /** Takes the string as it stands in the input. */
    protected final void takeVerbatim(int start, int end) {
        bytes = in.buffer;
        from = start;
        to = end;
    }

    /** Takes the string that is not UTF-8, with something else in place of what is wrong. */
    protected final void takeRepaired(int start, int end) {
        bytes = new String(in.buffer, start, end - start, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        from = 0;
        to = bytes.length;
    }

    /** Takes what the string stands for, with its escapes replaced. */
    protected final void takeUnescaped(int start, int end) {
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
                    int length = lengthOfOther(at - 1, end);
                    size = Utf8.encode(other(at - 1, length), unescaped, size);
                    at += length - 1;
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
            return halfPair(end);
        }
        return Character.toCodePoint((char) unit, (char) low);
    }
}
