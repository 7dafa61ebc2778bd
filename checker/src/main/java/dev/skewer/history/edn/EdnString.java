package dev.skewer.history.edn;

import dev.skewer.history.HistoryException;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.EdnCharacters;
import dev.skewer.history.text.ShortNames;
import dev.skewer.history.text.StringWords;
import dev.skewer.history.text.Utf8;
import dev.skewer.history.value.StringLiteral;
import java.io.IOException;

/** Reads one string literal of EDN at a time. */
final class EdnString extends StringLiteral {
    private static final String MISSING = "inside a string that has no closing quote";

    EdnString(ByteInput in) {
        super(in);
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
                at = moreAt(at, MISSING);
            } else if (b == '\\') {
                plain = false;
                // Whatever is escaped does not end the string.
                at = at + 1 == in.limit ? moreAt(at + 1, MISSING) + 1 : at + 2;
            } else {
                // Another control character.
                at++;
            }
        }
        take(at, ascii, plain || verbatim);
    }

    private void take(int end, boolean ascii, boolean plain) {
        int start = in.position + 1;
        int invalid = ascii ? -1 : Utf8.firstInvalid(in.buffer, start, end);
        if (invalid >= 0) {
            in.report(in.errorAtMark("in this string " + NOT_UTF8));
            takeRepaired(start, end);
        } else if (plain || !unescape(start, end)) {
            takeVerbatim(start, end);
        }
        in.position = end + 1;
    }

    /** Puts together what escapes stand for; false if one stands for nothing, and that may not matter. */
    private boolean unescape(int start, int end) {
        try {
            takeUnescaped(start, end);
            return true;
        } catch (HistoryException e) {
            in.report(e);
            return false;
        }
    }

    @Override
    protected int unit(int at, int end) {
        int unit = at + 4 <= end ? EdnCharacters.hexUnit(in.buffer, at) : -1;
        if (unit < 0) {
            throw in.errorAtMark("this string has a \\u without four hexadecimal digits; right would be \\u0041");
        }
        return unit;
    }

    @Override
    protected int halfPair(int end) {
        throw in.errorAtMark(HALF_PAIR);
    }

    @Override
    protected int other(int at, int length) {
        return EdnCharacters.octal(in.buffer, at, at + length);
    }

    /** Up to three octal digits; there is nothing else. */
    @Override
    protected int lengthOfOther(int at, int end) {
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
