package dev.skewer.history.json;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.Digits;
import dev.skewer.history.text.ShortNames;
import dev.skewer.history.value.PlainValues;

/** Reads plain values of JSON: arrays and maps of short strings, integers, truth values and {@code null}. */
public final class PlainJson extends PlainValues {
    private static final long NULL = ShortNames.packed("null");
    private static final long TRUE = ShortNames.packed("true");
    private static final long FALSE = ShortNames.packed("false");

    private final ShortNames keys;
    private final ShortNames strings;

    /**
     * A reader of plain values.
     *
     * @param keys the keys that are known, and their tokens
     * @param strings the strings that are known, and their symbols
     */
    public PlainJson(ByteInput in, ShortNames keys, ShortNames strings) {
        super(in);
        this.keys = keys;
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
        for (; ; ) {
            if (size == tokens.length) {
                if (size - from > MAX_SIZE) {
                    return false;
                }
                tape.resize(size);
                tokens = tape.roomier();
            }
            byte b = buffer[at];
            while (b == ' ') {
                b = buffer[++at];
            }
            if (at >= limit) {
                return false;
            }
            if (b >= '0' && b <= '9') {
                int digits = Digits.count(buffer, at);
                if (key || digits == 0 || !endsToken(buffer[at + digits])) {
                    return false;
                }
                tokens[size++] = Token.ofInt(Digits.value(buffer, at, digits));
                at += digits;
            } else if (b == '"') {
                long word = ShortNames.word(buffer, at + 1);
                int length = lengthOfName(word);
                long known = (key ? keys : strings).get(ShortNames.packed(word, length), length);
                at += 1 + length;
                if (known == ShortNames.UNKNOWN || buffer[at] != '"') {
                    return false;
                }
                b = buffer[++at];
                if (key) {
                    while (b == ' ') {
                        b = buffer[++at];
                    }
                    long bit = bitOf(known);
                    if (b != ':' || ((seen & bit) != 0 && mayBeRepeated(known, tokens, starts[depth] + 1, size))) {
                        return false;
                    }
                    seen |= bit;
                    at++;
                    key = false;
                    tokens[size++] = known;
                    continue;
                }
                tokens[size++] = Token.of(Token.STRING, known);
            } else if (key) {
                return false;
            } else if (b == '[' || b == '{') {
                if (depth == MAX_DEPTH) {
                    return false;
                }
                map = b == '{';
                maps[++depth] = map;
                starts[depth] = size++;
                keyBits[depth] = seen;
                b = buffer[++at];
                while (b == ' ') {
                    b = buffer[++at];
                }
                if (b != (map ? '}' : ']')) {
                    key = map;
                    seen = 0;
                    continue;
                }
                at++;
                tokens[starts[depth]] = Token.of(map ? Token.MAP : Token.VECTOR, 0);
                map = maps[--depth];
            } else {
                long word = ShortNames.word(buffer, at);
                long four = ShortNames.packed(word, 4);
                if (four == NULL) {
                    tokens[size++] = Token.NIL;
                    at += 4;
                } else if (four == TRUE) {
                    tokens[size++] = Token.TRUE;
                    at += 4;
                } else if (ShortNames.packed(word, 5) == FALSE) {
                    tokens[size++] = Token.FALSE;
                    at += 5;
                } else {
                    return false;
                }
                if (!endsToken(buffer[at])) {
                    return false;
                }
            }
            // Behind a value: the end of containers, and perhaps a comma.
            while (depth > 0) {
                b = buffer[at++];
                if (b == ',') {
                    key = map;
                    break;
                }
                if (b == (map ? '}' : ']')) {
                    tokens[starts[depth]] = Token.of(map ? Token.MAP : Token.VECTOR, size - starts[depth] - 1);
                    seen = keyBits[depth];
                    map = maps[--depth];
                } else if (b != ' ') {
                    return false;
                }
            }
            if (depth == 0) {
                break;
            }
        }
        if (at >= in.limit) {
            return false;
        }
        in.position = at;
        tape.resize(size);
        return true;
    }

    @Override
    public int nameLength(byte[] bytes, int at) {
        int length = lengthOfName(ShortNames.word(bytes, at + 1));
        return bytes[at] == '"' && bytes[at + 1 + length] == '"' ? length + 2 : 0;
    }

    @Override
    public int name(byte[] bytes, int at, int length) {
        return (int) strings.get(ShortNames.packed(bytes, at + 1, length - 2), length - 2);
    }

    /** The number of bytes before the first quote; of more than eight, eight. */
    private static int lengthOfName(long word) {
        return Long.numberOfTrailingZeros(ShortNames.highestBitOf('"', word)) / Byte.SIZE;
    }
}
