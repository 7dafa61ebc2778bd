package dev.skewer.history.json;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.text.EdnNumbers;
import dev.skewer.history.text.EdnSyntax;
import dev.skewer.history.text.ShortNames;

/**
 * What the keys of JSON's maps, which can only be strings, stand for in a history: an integer if it looks like one, a
 * keyword if it is a word or begins with a colon, else a string.
 */
public final class JsonKeys {
    private final Symbols symbols;
    /** Short keys seen before, and the tokens of what they stand for. */
    public final ShortNames shortKeys = new ShortNames();

    JsonKeys(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Forgets the symbols of keys seen before. */
    void reset() {
        shortKeys.clear();
    }

    /**
     * Appends a key to a tape.
     *
     * @param text the key as it was read last
     */
    void add(JsonString text, Tape tape) {
        int at = tape.size();
        add(text.bytes, text.from, text.to, tape);
        int length = text.to - text.from;
        if (length <= ShortNames.LONGEST && text.isVerbatim() && tape.size() == at + 1) {
            shortKeys.putPlain(ShortNames.packed(text.bytes, text.from, length), length, tape.token(at));
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
    public static boolean isWord(byte[] bytes, int from, int to) {
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
