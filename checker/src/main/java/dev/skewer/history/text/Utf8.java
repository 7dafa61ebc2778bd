package dev.skewer.history.text;

/** UTF-8 as Unicode defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Finds the first byte that does not belong to well-formed UTF-8.
     *
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends, exclusive
     * @return its position, or -1 if the text is well-formed
     */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at++;
                while (at + Long.BYTES <= to && StringWords.isAscii(ShortNames.word(bytes, at), Long.BYTES)) {
                    at += Long.BYTES;
                }
                continue;
            }
            int length = sequenceLength(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /**
     * The length of the multi-byte character at a position (Unicode 15, table 3-7).
     *
     * @return 2 to 4, or 0 if there is no well-formed one
     */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /**
     * Writes a code point.
     *
     * @param codePoint any but a surrogate
     * @param into must have room for four bytes
     * @return the position behind the last byte written
     */
    public static int encode(int codePoint, byte[] into, int at) {
        int p = at;
        if (codePoint < 0x80) {
            into[p++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            into[p++] = (byte) (0xc0 | (codePoint >> 6));
            into[p++] = (byte) (0x80 | (codePoint & 0x3f));
        } else if (codePoint < 0x10000) {
            into[p++] = (byte) (0xe0 | (codePoint >> 12));
            into[p++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            into[p++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            into[p++] = (byte) (0xf0 | (codePoint >> 18));
            into[p++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            into[p++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            into[p++] = (byte) (0x80 | (codePoint & 0x3f));
        }
        return p;
    }

    /**
     * Reads the code point at a position of well-formed UTF-8.
     *
     * @param bytes holds well-formed UTF-8
     * @param at where a character begins
     */
    public static int decode(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0) {
            return first;
        }
        if (first < (byte) 0xe0) {
            return ((first & 0x1f) << 6) | (bytes[at + 1] & 0x3f);
        }
        if (first < (byte) 0xf0) {
            return ((first & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
        }
        return ((first & 0x07) << 18)
                | ((bytes[at + 1] & 0x3f) << 12)
                | ((bytes[at + 2] & 0x3f) << 6)
                | (bytes[at + 3] & 0x3f);
    }
}
