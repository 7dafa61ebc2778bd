package dev.skewer.history;

import java.util.HashMap;
import java.util.Map;

/**
 * What the keys of JSON's maps, which can only be strings, stand for in a history: an integer if it looks like one, a
 * keyword if it is a word or begins with a colon, else a string.
 */
final class JsonKeys {
    /** So many different keys are remembered; a history of maps with ever new keys must not fill the memory twice. */
    private static final int REMEMBERED = 4096;

    private final Symbols symbols;
    private final Map<String, Long> tokens = new HashMap<>();

    JsonKeys(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Appends a key to a tape. */
    void add(String key, Tape tape, CharacterEncoder encoder) {
        Long known = tokens.get(key);
        if (known != null) {
            tape.addToken(known);
            return;
        }
        encoder.encode(key.toCharArray(), 0, key.length());
        byte[] bytes = encoder.bytes;
        int size = encoder.size;
        if (isInteger(bytes, size)) {
            if (EdnNumbers.fitsLong(bytes, 0, size)) {
                tape.addInt(EdnNumbers.toLong(bytes, 0, size));
            } else {
                tape.addSymbol(symbols.intern(bytes, 0, size));
            }
            return;
        }
        int at = tape.size();
        if (size > 1 && bytes[0] == ':' && EdnSyntax.isKeywordName(bytes, 1, size)) {
            tape.addKeyword(symbols.intern(bytes, 1, size));
        } else if (isWord(bytes, 0, size)) {
            tape.addKeyword(symbols.intern(bytes, 0, size));
        } else {
            tape.addString(symbols.intern(bytes, 0, size));
        }
        if (tokens.size() < REMEMBERED) {
            tokens.put(key, tape.token(at));
        }
    }

    /** Whether a name, as a key without a colon, is taken for a keyword: it begins with a letter and has no blanks. */
    static boolean isWord(byte[] bytes, int from, int to) {
        return to > from
                && (Character.isLetter(bytes[from]) || bytes[from] == '_' || bytes[from] < 0)
                && EdnSyntax.isKeywordName(bytes, from, to);
    }

    /** Whether a key is an integer as {@link Long#toString} writes it, of any width. */
    private static boolean isInteger(byte[] bytes, int size) {
        int digits = size > 1 && bytes[0] == '-' ? 1 : 0;
        boolean zero = size == 1 && bytes[0] == '0';
        if (size == 0 || (!zero && (bytes[digits] < '1' || bytes[digits] > '9'))) {
            return false;
        }
        return EdnNumbers.classify(bytes, 0, size) == EdnNumbers.INTEGER && bytes[size - 1] != 'N';
    }
}
