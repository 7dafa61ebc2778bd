package dev.skewer.history.session;

import dev.skewer.history.HistoryException;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.input.LineInput;
import java.nio.charset.StandardCharsets;

/** Goes through the bytes of one line after the other: letters, integers, and what stands between them. */
final class IntegerCursor {
    private static final int SHOWN = 40;

    private final LineInput lines;
    private final String file;
    /** What a line should look like, for complaints. */
    private final String right;

    private int position;

    IntegerCursor(LineInput lines, String file, String right) {
        this.lines = lines;
        this.file = file;
        this.right = right;
    }

    /** Goes to the first byte of the line that is no blank. */
    void begin() {
        position = 0;
        skipBlanks();
    }

    /** The byte at hand; a line feed at the end of the line. */
    int current() {
        return position < lines.length() ? lines.bytes()[position] : '\n';
    }

    /** Passes the byte at hand, and blanks. */
    void advance() {
        position++;
        skipBlanks();
    }

    /** Passes a byte that must be here, and blanks. */
    void require(char expected) {
        if (current() != expected) {
            throw wrong();
        }
        advance();
    }

    /** Requires that the line ends here. */
    void requireEnd() {
        if (current() != '\n') {
            throw wrong();
        }
    }

    /** Passes an integer of 64 bits, and blanks. */
    long integer() {
        byte[] bytes = lines.bytes();
        int from = position;
        int end = lines.length();
        boolean isNegative = from < end && bytes[from] == '-';
        position += isNegative ? 1 : 0;
        int digits = position;
        long negated = 0;
        while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
            int digit = bytes[position] - '0';
            // Negative numbers reach further than positive ones.
            if (negated < (Long.MIN_VALUE + digit) / 10) {
                position = from;
                throw error("an integer of more than 64 bits; right would be " + right);
            }
            negated = negated * 10 - digit;
            position++;
        }
        if (position == digits) {
            position = from;
            throw wrong();
        }
        if (!isNegative && negated == Long.MIN_VALUE) {
            position = from;
            throw error("an integer of more than 64 bits; right would be " + right);
        }
        skipBlanks();
        return isNegative ? negated : -negated;
    }

    /** A complaint about the place at hand. */
    HistoryException error(String message) {
        return new HistoryException(file, lines.number(), position + 1L, message);
    }

    /** A complaint that something else should be here. */
    HistoryException wrong() {
        int length = lines.length();
        if (position >= length) {
            return error("the line ends too early; right would be " + right
                    + (lines.isWhole() ? "" : "; was the file cut off?"));
        }
        int to = Math.min(length, position + SHOWN);
        String found = new String(lines.bytes(), position, to - position, StandardCharsets.UTF_8);
        return error(
                ValuePrinter.quoted(to < length ? found + "…" : found) + " cannot stand here; right would be " + right);
    }

    private void skipBlanks() {
        int end = lines.length();
        while (position < end && (lines.bytes()[position] == ' ' || lines.bytes()[position] == '\t')) {
            position++;
        }
    }
}
