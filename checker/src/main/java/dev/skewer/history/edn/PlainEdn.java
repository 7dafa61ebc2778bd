package dev.skewer.history.edn;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.Digits;
import dev.skewer.history.text.ShortNames;
import dev.skewer.history.value.PlainValues;

/** Reads plain values of EDN: vectors and maps of short keywords and strings, integers and {@code nil}. */
public final class PlainEdn extends PlainValues {
    private static final long NIL = ShortNames.packed("nil");
    private static final long TRUE = ShortNames.packed("true");
    private static final long FALSE = ShortNames.packed("false");

    private final ShortNames keywords;
    private final ShortNames strings;

    /**
     * A reader of plain values.
     *
     * @param keywords the names of keywords that are known, and their symbols
     * @param strings the strings that are known, and their symbols
     */
    public PlainEdn(ByteInput in, ShortNames keywords, ShortNames strings) {
        super(in);
        this.keywords = keywords;
        this.strings = strings;
    }

    @Override
    protected boolean readAll(Tape tape) {
        byte[] buffer = in.buffer;
        // What is looked at of a token is in sight, and so is what ends it.
        int limit = in.limit - 2 * ShortNames.LONGEST;
        int at = in.position;
        int size = tape.size();
        int from = size;
        long[] tokens = tape.tokens();
        int depth = 0;
        boolean map = false;
        boolean key = false;
        long seen = 0;
        do {
            if (size == tokens.length) {
                if (size - from > MAX_SIZE) {
                    return false;
                }
                tape.resize(size);
                tokens = tape.roomier();
            }
            byte b = buffer[at];
            while (b == ' ' || b == ',') {
                b = buffer[++at];
            }
            if (at >= limit) {
                return false;
            }
            int length;
            long token;
            if (b >= '0' && b <= '9') {
                length = Digits.count(buffer, at);
                if (length == 0 || !endsToken(buffer[at + length])) {
                    return false;
                }
                token = Token.ofInt(Digits.value(buffer, at, length));
            } else if (b == ']' || b == '}') {
                if (depth == 0 || map != (b == '}') || (map && !key)) {
                    return false;
                }
                tokens[starts[depth]] = Token.of(map ? Token.MAP : Token.VECTOR, size - starts[depth] - 1);
                at++;
                seen = keyBits[depth];
                map = maps[--depth];
                key = map;
                continue;
            } else if (b == '[' || b == '{') {
                if (key || depth == MAX_DEPTH) {
                    return false;
                }
                at++;
                map = b == '{';
                key = map;
                maps[++depth] = map;
                starts[depth] = size++;
                keyBits[depth] = seen;
                seen = 0;
                continue;
            } else if (b == ':') {
                length = nameLength(buffer, at);
                int symbol = name(buffer, at, length);
                if (symbol < 0 || !endsToken(buffer[at + length])) {
                    return false;
                }
                token = Token.of(Token.KEYWORD, symbol);
            } else if (b == '"') {
                long word = ShortNames.word(buffer, at + 1);
                length = Long.numberOfTrailingZeros(ShortNames.highestBitOf('"', word)) / Byte.SIZE;
                long symbol = strings.get(ShortNames.packed(word, length), length);
                if (symbol == ShortNames.UNKNOWN || buffer[at + 1 + length] != '"') {
                    return false;
                }
                token = Token.of(Token.STRING, symbol);
                length += 2;
            } else {
                long word = ShortNames.word(buffer, at);
                length = lengthOfName(word);
                token = constant(ShortNames.packed(word, length), length);
                if (token < 0) {
                    return false;
                }
            }
            if (key) {
                long bit = bitOf(token);
                if ((seen & bit) != 0 && mayBeRepeated(token, tokens, starts[depth] + 1, size)) {
                    return false;
                }
                seen |= bit;
            }
            key = map && !key;
            tokens[size++] = token;
            at += length;
        } while (depth > 0);
        if (at >= in.limit) {
            return false;
        }
        in.position = at;
        tape.resize(size);
        return true;
    }

    @Override
    public int nameLength(byte[] bytes, int at) {
        return bytes[at] == ':' ? 1 + lengthOfName(ShortNames.word(bytes, at + 1)) : 0;
    }

    @Override
    public int name(byte[] bytes, int at, int length) {
        return (int) keywords.get(ShortNames.packed(bytes, at + 1, length - 1), length - 1);
    }

    /** The token of a constant; -1 if a text is none. */
    private static long constant(long text, int length) {
        if (text == NIL && length == 3) {
            return Token.NIL;
        }
        if (text == TRUE && length == 4) {
            return Token.TRUE;
        }
        return text == FALSE && length == 5 ? Token.FALSE : -1;
    }

    /** The number of bytes before the first blank, comma or closing delimiter; of more than eight, eight. */
    private static int lengthOfName(long word) {
        // The bracket and the brace differ in one bit, and no other two of these bytes do in that one.
        long ends = ShortNames.highestBitOf(' ', word)
                | ShortNames.highestBitOf(',', word)
                | ShortNames.highestBitOf('}', word | 0x2020202020202020L);
        return Long.numberOfTrailingZeros(ends) / Byte.SIZE;
    }
}
