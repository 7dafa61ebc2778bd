package dev.skewer.checker.transaction.history;

import dev.skewer.checker.column.ValueIds;
import dev.skewer.checker.transaction.history.MicroOpDecoder.MalformedTransaction;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;

/**
 * Takes predicate reads apart: {@code [:rp [k …] {k v …}]} asks for some objects and returns those that exist. An object that it asked
 * for and that is not in the map was absent. In JSON the keys of the map stand for the string, keyword or integer that they spell.
 */
final class PredicateReadDecoder {
    /** Where what was found of an object begins, if it was absent. */
    static final int ABSENT = -1;

    private final TransactionHistory h;
    private final Symbols symbols;

    private int size;
    private int[] key = new int[8];
    private int[] foundAt = new int[8];

    /** By object, the last read that asked for it, and as which of its objects. */
    private int[] askedBy = new int[64];

    private int[] place = new int[64];
    private int reads;

    PredicateReadDecoder(TransactionHistory history) {
        h = history;
        symbols = history.symbols;
    }

    /** How many objects the read at hand asks for. */
    int size() {
        return size;
    }

    /** The number of an object. */
    int key(int i) {
        return key[i];
    }

    /** Where on the tape begins what was found of an object, or {@link #ABSENT}. */
    int foundAt(int i) {
        return foundAt[i];
    }

    /** Which objects the predicate read at a position of a tape asks for. */
    void ask(Tape value, int at) {
        int scope = value.skip(at + 1);
        if (!Token.isSequence(value.token(scope))) {
            throw malformed(value, at, "asks for no list of keys");
        }
        size = 0;
        reads++;
        int end = value.skip(scope);
        for (int each = scope + 1; each < end; each = value.skip(each)) {
            if (size == key.length) {
                key = Arrays.copyOf(key, 2 * size);
                foundAt = Arrays.copyOf(foundAt, 2 * size);
            }
            int number = h.keys.of(value, each, symbols);
            if (number >= askedBy.length) {
                askedBy = Arrays.copyOf(askedBy, 2 * number);
                place = Arrays.copyOf(place, 2 * number);
            }
            if (askedBy[number] == reads) {
                throw malformed(value, at, "asks for " + text(value, each) + " more than once");
            }
            askedBy[number] = reads;
            place[number] = size;
            foundAt[size] = ABSENT;
            key[size++] = number;
        }
    }

    /** The same, and what the read found. */
    void read(Tape value, int at) {
        ask(value, at);
        int found = value.skip(value.skip(at + 1));
        long token = value.token(found);
        if (Token.kind(token) != Token.MAP) {
            throw malformed(value, at, "returned no map");
        }
        int end = value.skip(found);
        for (int each = found + 1; each < end; each = value.skip(value.skip(each))) {
            int number = asked(value, each);
            if (number < 0) {
                throw malformed(value, at, "returned " + text(value, each) + ", which it did not ask for");
            }
            foundAt[place[number]] = value.skip(each);
        }
    }

    /** The object that a key of the map stands for; negative if it was not asked for. */
    private int asked(Tape value, int at) {
        long token = ValueIds.scalar(value, at, symbols);
        int exact = asked(token);
        int kind = Token.kind(token);
        if (exact >= 0 || (kind != Token.STRING && kind != Token.KEYWORD)) {
            return exact;
        }
        int symbol = Token.symbol(token);
        int spelled = asked(Token.of(kind == Token.STRING ? Token.KEYWORD : Token.STRING, symbol));
        return spelled >= 0 ? spelled : askedInteger(symbols.name(symbol));
    }

    private int askedInteger(String text) {
        try {
            long integer = Long.parseLong(text);
            return Token.fitsInt(integer) ? asked(Token.ofInt(integer)) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private int asked(long token) {
        int number = h.keys.find(token);
        return number >= 0 && number < askedBy.length && askedBy[number] == reads ? number : -1;
    }

    private MalformedTransaction malformed(Tape value, int at, String what) {
        return new MalformedTransaction("the predicate read " + text(value, at) + " " + what
                + "; right would be [:rp [:x :y] {:x " + (h.type == DataType.LIST ? "[1 2]" : "1")
                + "}], which found no :y");
    }

    private String text(Tape value, int at) {
        return ValuePrinter.text(value, at, symbols, 80);
    }
}
