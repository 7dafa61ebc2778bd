package dev.skewer.history.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The numbers of EDN, once their text is known: integers, doubles, and those without a kind of their own on a
 * {@code Tape} (ratios, decimals with {@code M}, integers wider than 64 bits), which are kept as text.
 */
public final class EdnNumbers {
    /** Not a number. */
    static final int NONE = 0;
    /** An integer of any width, perhaps with an {@code N}. */
    public static final int INTEGER = 1;
    /** A number with a fraction or an exponent. */
    public static final int DECIMAL = 2;
    /** A decimal with an {@code M}, to be taken exactly. */
    public static final int EXACT_DECIMAL = 3;
    /** Two integers with a slash, of which the second is not zero. */
    public static final int RATIO = 4;
    /** An integer of another base than ten: {@code 0x1f}, {@code 017}, {@code 2r101}, perhaps with an {@code N}. */
    public static final int OTHER_BASE = 5;

    /** Exact numbers of more characters than this are left as they are written; making them one text costs their square. */
    private static final int LONG = 1_000;

    private static final int MAX_BASE = 36;

    private EdnNumbers() {}

    /** What kind of number a text is to Clojure's reader; a number may begin with a sign. */
    public static int classify(byte[] bytes, int from, int to) {
        int at = from < to && isSign(bytes[from]) ? from + 1 : from;
        int whole = digits(bytes, at, to);
        if (whole == at) {
            return NONE;
        }
        boolean isDecimal = bytes[at] != '0' || whole == at + 1;
        if (whole == to || (bytes[whole] == 'N' && whole + 1 == to)) {
            return isDecimal ? INTEGER : isOfBase(8, bytes, at + 1, whole) ? OTHER_BASE : NONE;
        }
        if (bytes[whole] == '/') {
            return isRatio(bytes, whole + 1, to) ? RATIO : NONE;
        }
        int base = base(bytes, at, whole);
        if (base > 0) {
            // In a radix of more than 23, N is a digit; in one of fewer it is nothing.
            int end = base == 16 && bytes[whole] != 'r' && bytes[whole] != 'R' && bytes[to - 1] == 'N' ? to - 1 : to;
            return isOfBase(base, bytes, whole + 1, end) ? OTHER_BASE : NONE;
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

    private static boolean isRatio(byte[] bytes, int from, int to) {
        boolean isZero = true;
        for (int at = from; at < to; at++) {
            isZero &= bytes[at] == '0';
        }
        return !isZero && digits(bytes, from, to) == to;
    }

    /** The base that a prefix says: {@code 0x} or {@code 2r}; 0 if it says none. The letter stands behind the digits. */
    private static int base(byte[] bytes, int from, int letter) {
        int lower = bytes[letter] | 0x20;
        if (lower == 'x' && letter == from + 1 && bytes[from] == '0') {
            return 16;
        }
        if (lower != 'r' || letter > from + 2 || bytes[from] == '0') {
            return 0;
        }
        int base = (int) magnitude(bytes, from, letter);
        return base >= 2 && base <= MAX_BASE ? base : 0;
    }

    private static boolean isOfBase(int base, byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0 || Character.digit(bytes[at], base) < 0) {
                return false;
            }
        }
        return from < to;
    }

    /**
     * The one text of a ratio, an exact decimal or an integer of another base, so that equal numbers have equal texts: as {@link
     * BigInteger} writes it, {@code 1/2} in lowest terms, {@code 1.5M} without zeros at the end.
     */
    public static byte[] canonical(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        return (to - from > LONG ? text : canonical(text, classify(bytes, from, to)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String canonical(String text, int kind) {
        if (kind == EXACT_DECIMAL) {
            return new BigDecimal(text.substring(0, text.length() - 1)).stripTrailingZeros() + "M";
        }
        if (kind == RATIO) {
            int slash = text.indexOf('/');
            BigInteger numerator = new BigInteger(text.substring(0, slash));
            BigInteger denominator = new BigInteger(text.substring(slash + 1));
            BigInteger common = numerator.gcd(denominator);
            String whole = numerator.divide(common).toString();
            return denominator.equals(common) ? whole : whole + "/" + denominator.divide(common);
        }
        return kind == OTHER_BASE ? ofOtherBase(text).toString() : text;
    }

    private static BigInteger ofOtherBase(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int first = isSign(bytes[0]) ? 1 : 0;
        int letter = digits(bytes, first, bytes.length);
        int base = letter == bytes.length || bytes[letter] == 'N' ? 0 : base(bytes, first, letter);
        boolean isRadix = base > 0 && (bytes[letter] | 0x20) == 'r';
        int end = text.endsWith("N") && !isRadix ? text.length() - 1 : text.length();
        BigInteger magnitude = base == 0
                ? new BigInteger(text.substring(first, end), 8)
                : new BigInteger(text.substring(letter + 1, end), base);
        return bytes[0] == '-' ? magnitude.negate() : magnitude;
    }

    /** Whether a text is an integer, of any width. */
    public static boolean isInteger(byte[] bytes, int from, int to) {
        return from < to && classify(bytes, from, to) == INTEGER;
    }

    /** Whether a text is a number that a tape keeps as text. */
    public static boolean isOther(byte[] bytes, int from, int to) {
        return switch (classify(bytes, from, to)) {
            case RATIO, EXACT_DECIMAL -> Arrays.equals(canonical(bytes, from, to), Arrays.copyOfRange(bytes, from, to));
            case INTEGER -> bytes[from] != '+' && bytes[to - 1] != 'N' && !fitsLong(bytes, from, to);
            default -> false;
        };
    }

    /** Whether a text classified as {@link #INTEGER} fits 64 bits. */
    public static boolean fitsLong(byte[] bytes, int from, int to) {
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
    public static long toLong(byte[] bytes, int from, int to) {
        int at = isSign(bytes[from]) ? from + 1 : from;
        long magnitude = magnitude(bytes, at, bytes[to - 1] == 'N' ? to - 1 : to);
        return bytes[from] == '-' ? -magnitude : magnitude;
    }

    /** The double nearest to a text classified as {@link #DECIMAL}; infinite when it is too large. */
    public static double toDouble(byte[] bytes, int from, int to) {
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
