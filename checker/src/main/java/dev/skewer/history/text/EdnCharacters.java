package dev.skewer.history.text;

import org.jspecify.annotations.Nullable;

/** The character literals of EDN: a backslash and one character, or the name of one, or its number. */
public final class EdnCharacters {
    private static final String[] NAMES = {"newline", "return", "space", "tab", "formfeed", "backspace"};
    /** What each of the names stands for. */
    private static final String NAMED = "\n\r \t\f\b";

    private EdnCharacters() {}

    /**
     * Whether a text names a character.
     *
     * @param bytes holds the text in well-formed UTF-8
     * @param from behind the backslash
     * @param to where the text ends, exclusive
     */
    public static boolean isCharacter(byte[] bytes, int from, int to) {
        if (to <= from) {
            return false;
        }
        if (bytes[from] < 0) {
            return oneCharacter(bytes, from, to);
        }
        if (to == from + 1) {
            return bytes[from] > ' ' && bytes[from] != 0x7f;
        }
        for (String name : NAMES) {
            if (EdnSyntax.is(name, bytes, from, to)) {
                return true;
            }
        }
        return switch (bytes[from]) {
            case 'u' -> to == from + 5 && isUnicode(bytes, from + 1);
            case 'o' -> to <= from + 4 && octal(bytes, from + 1, to) >= 0;
            default -> false;
        };
    }

    /**
     * The one way to write a character that is given by its number, so that a character is one value however it was written:
     * by its name if it has one, as it is if it can be seen, and otherwise by four hexadecimal digits.
     *
     * @param bytes holds the text
     * @param from behind the backslash
     * @param to where the text ends, exclusive
     * @return the literal, with its backslash; null where the text does not give a character by its number
     */
    public static @Nullable String plain(byte[] bytes, int from, int to) {
        if (to < from + 2 || !isCharacter(bytes, from, to)) {
            return null;
        }
        int unit = switch (bytes[from]) {
            case 'u' -> hexUnit(bytes, from + 1);
            case 'o' -> octal(bytes, from + 1, to);
            default -> -1;
        };
        if (unit < 0) {
            return null;
        }
        int name = NAMED.indexOf(unit);
        if (name >= 0) {
            return "\\" + NAMES[name];
        }
        boolean canBeSeen = !Character.isISOControl(unit) && !Character.isWhitespace(unit);
        return canBeSeen ? "\\" + (char) unit : String.format("\\u%04x", unit);
    }

    private static boolean oneCharacter(byte[] bytes, int from, int to) {
        int end = from + 1;
        while (end < to && (bytes[end] & 0xc0) == 0x80) {
            end++;
        }
        return end == to;
    }

    private static boolean isUnicode(byte[] bytes, int from) {
        int unit = hexUnit(bytes, from);
        return unit >= 0 && !Character.isSurrogate((char) unit);
    }

    /**
     * The value of four hexadecimal digits.
     *
     * @return -1 if there are none
     */
    public static int hexUnit(byte[] bytes, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /**
     * The value of up to three octal digits.
     *
     * @return -1 if they are none, or above 0377
     */
    public static int octal(byte[] bytes, int from, int to) {
        int value = to > from ? 0 : -1;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '7') {
                return -1;
            }
            value = value << 3 | (bytes[i] - '0');
        }
        return value <= 0377 ? value : -1;
    }
}
