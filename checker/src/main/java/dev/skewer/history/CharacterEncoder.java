package dev.skewer.history;

/** Encodes characters as UTF-8 into a buffer that is used again and again. */
final class CharacterEncoder {
    /** Holds what was encoded last. */
    byte[] bytes = new byte[256];
    /** How many bytes of it. */
    int size;

    /**
     * Encodes a text.
     *
     * @throws HistoryException if it has half of a surrogate pair
     */
    void encode(char[] characters, int from, int length) {
        // A character of two bytes takes at most three; a pair of them four.
        long most = 3L * length;
        if (most > bytes.length) {
            bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 16, Math.max(most, 2L * bytes.length))];
        }
        int at = 0;
        int to = from + length;
        for (int i = from; i < to; i++) {
            char c = characters[i];
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (!Character.isSurrogate(c)) {
                at = Utf8.encode(c, bytes, at);
            } else if (i + 1 < to && Character.isSurrogatePair(c, characters[i + 1])) {
                at = Utf8.encode(Character.toCodePoint(c, characters[++i]), bytes, at);
            } else {
                throw new HistoryException(
                        "this string has half of a surrogate pair; right would be both, as in" + " \\ud83d\\ude00");
            }
        }
        size = at;
    }
}
