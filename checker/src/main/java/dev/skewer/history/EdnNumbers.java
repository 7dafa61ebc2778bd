package dev.skewer.history;

import java.nio.charset.StandardCharsets;

/**
 * The numbers of EDN, once their text is known: integers, doubles, and those without a kind of their own on a
 * {@link Tape} (ratios, decimals with {@code M}, integers wider than 64 bits), which are kept as text.
 */
final class EdnNumbers {
    /** Not a number. */
    static final int NONE = 0;
    /** An integer of any width, perhaps with an {@code N}. */
    static final int INTEGER = 1;
    /** A number with a fraction or an exponent. */
    static final int DECIMAL = 2;
    /** A decimal with an {@code M}, to be taken exactly. */
    static final int EXACT_DECIMAL = 3;
    /** Two integers with a slash. */
    static final int RATIO = 4;

    private EdnNumbers() {}

    /** What kind of number a text is; a number may begin with a sign, and with zero only if nothing but a fraction follows. */
    static int classify(byte[] bytes, int from, int to) {
        int at = from < to && isSign(bytes[from]) ? from + 1 : from;
        int whole = digits(bytes, at, to);
        if (whole == at || (bytes[at] == '0' && whole > at + 1)) {
            return NONE;
        }
        if (whole == to || (bytes[whole] == 'N' && whole + 1 == to)) {
            return INTEGER;
        }
        if (bytes[whole] == '/') {
            int denominator = digits(bytes, whole + 1, to);
            return denominator == to && denominator > whole + 1 ? RATIO : NONE;
        }
        at = bytes[whole] == '.' ? digits(bytes, whole + 1, to) : whole;
        if (at < to && (bytes[at] | 0x20) == 'e') {
            int exponent = at + 1 < to && isSign(bytes[at + 1]) ? at + 2 : at + 1;
            at = digits(bytes, exponent, to);
            if (at == exponent) {
                return NONE;
            }
        }
        if (at == to) {
            return DECIMAL;
        }
        return bytes[at] == 'M' && at + 1 == to ? EXACT_DECIMAL : NONE;
    }

    /** Whether a text is an integer, of any width. */
    static boolean isInteger(byte[] bytes, int from, int to) {
        return from < to && classify(bytes, from, to) == INTEGER;
    }

    /** Whether a text is a number that a tape keeps as text. */
    static boolean isOther(byte[] bytes, int from, int to) {
        return switch (classify(bytes, from, to)) {
            case RATIO, EXACT_DECIMAL -> true;
            case INTEGER -> bytes[from] != '+' && bytes[to - 1] != 'N' && !fitsLong(bytes, from, to);
            default -> false;
        };
    }

    /** Whether a text classified as {@link #INTEGER} fits 64 bits. */
    static boolean fitsLong(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        int at = isSign(bytes[from]) ? from + 1 : from;
        int end = bytes[to - 1] == 'N' ? to - 1 : to;
        if (end - at != 19) {
            return end - at < 19;
        }
        // As an unsigned number nineteen digits cannot overflow.
        long magnitude = magnitude(bytes, at, end);
        return magnitude >= 0 || (negative && magnitude == Long.MIN_VALUE);
    }

    /** The integer in a text that {@linkplain #fitsLong fits}. */
    static long toLong(byte[] bytes, int from, int to) {
        int at = isSign(bytes[from]) ? from + 1 : from;
        long magnitude = magnitude(bytes, at, bytes[to - 1] == 'N' ? to - 1 : to);
        return bytes[from] == '-' ? -magnitude : magnitude;
    }

    /** The double nearest to a text classified as {@link #DECIMAL}; infinite when it is too large. */
    static double toDouble(byte[] bytes, int from, int to) {
        return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static long magnitude(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isSign(byte b) {
        return b == '-' || b == '+';
    }
}
