package dev.skewer.history;

import java.util.Arrays;

/**
 * What the keys of JSON's maps, which can only be strings, stand for in a history: an integer if it looks like one, a
 * keyword if it is a word or begins with a colon, else a string.
 */
final class JsonKeys {
    private static final int CACHE_BITS = 8;

    private final Symbols symbols;
    /** Short keys seen before, by hash, and what they stand for; what collides is evicted. Zero is no key. */
    private final long[] cachedKeys = new long[1 << CACHE_BITS];

    private final long[] cachedTokens = new long[1 << CACHE_BITS];

    JsonKeys(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Forgets the symbols of keys seen before. */
    void reset() {
        Arrays.fill(cachedKeys, 0);
    }

    /**
     * Appends a key to a tape.
     *
     * @param packed the key as {@link JsonLexer#shortString} gives it; 0 if it is another one
     * @param bytes hold the key
     */
    void add(long packed, byte[] bytes, int from, int to, Tape tape) {
        int slot = (int) ((packed * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - CACHE_BITS));
        if (packed != 0 && cachedKeys[slot] == packed) {
            tape.addToken(cachedTokens[slot]);
            return;
        }
        int at = tape.size();
        add(bytes, from, to, tape);
        if (packed != 0 && tape.size() == at + 1) {
            cachedKeys[slot] = packed;
            cachedTokens[slot] = tape.token(at);
        }
    }

    private void add(byte[] bytes, int from, int to, Tape tape) {
        if (isInteger(bytes, from, to)) {
            if (EdnNumbers.fitsLong(bytes, from, to)) {
                tape.addInt(EdnNumbers.toLong(bytes, from, to));
            } else {
                tape.addSymbol(symbols.intern(bytes, from, to));
            }
        } else if (to > from + 1 && bytes[from] == ':' && EdnSyntax.isKeywordName(bytes, from + 1, to)) {
            tape.addKeyword(symbols.intern(bytes, from + 1, to));
        } else if (isWord(bytes, from, to)) {
            tape.addKeyword(symbols.intern(bytes, from, to));
        } else {
            tape.addString(symbols.intern(bytes, from, to));
        }
    }

    /** Whether a name, as a key without a colon, is taken for a keyword: it begins with a letter and has no blanks. */
    static boolean isWord(byte[] bytes, int from, int to) {
        return to > from
                && (Character.isLetter(bytes[from]) || bytes[from] == '_' || bytes[from] < 0)
                && EdnSyntax.isKeywordName(bytes, from, to);
    }

    /** Whether a key is an integer as {@link Long#toString} writes it, of any width. */
    private static boolean isInteger(byte[] bytes, int from, int to) {
        int digits = to > from + 1 && bytes[from] == '-' ? from + 1 : from;
        boolean zero = to == from + 1 && bytes[from] == '0';
        if (to == from || (!zero && (bytes[digits] < '1' || bytes[digits] > '9'))) {
            return false;
        }
        return EdnNumbers.classify(bytes, from, to) == EdnNumbers.INTEGER && bytes[to - 1] != 'N';
    }
}
