package dev.skewer.history;

/** Reads plain values of EDN: vectors and maps of short keywords and strings, integers and {@code nil}. */
final class PlainEdn extends PlainValues {
    /** What each byte may begin or end. */
    private static final byte OTHER = 0;

    private static final byte BLANK = 1;
    private static final byte CLOSE = 2;
    private static final byte OPEN = 3;
    private static final byte DIGIT = 4;
    private static final byte KEYWORD = 5;
    private static final byte STRING = 6;
    private static final byte NIL = 7;

    private static final byte[] CLASSES = classes();
    private static final long NIL_WORD = ShortNames.packed(new byte[] {'n', 'i', 'l', 0, 0, 0, 0, 0}, 0, 3);
    private static final int NIL_LENGTH = 3;

    private final ShortNames keywords;
    private final ShortNames strings;

    /**
     * A reader of plain values.
     *
     * @param keywords the names of keywords that are known, and their symbols
     * @param strings the strings that are known, and their symbols
     */
    PlainEdn(ByteInput in, ShortNames keywords, ShortNames strings) {
        super(in);
        this.keywords = keywords;
        this.strings = strings;
    }

    @Override
    boolean readAll(Tape tape) {
        byte[] buffer = in.buffer;
        int limit = in.limit;
        int at = in.position;
        int size = tape.size();
        int from = size;
        long[] tokens = tape.tokens();
        int depth = 0;
        boolean map = false;
        boolean key = false;
        for (; ; ) {
            if (size == tokens.length) {
                if (size - from > MAX_SIZE) {
                    return false;
                }
                tape.resize(size);
                tokens = tape.roomier();
            }
            byte b = buffer[at];
            int type = CLASSES[b & 0xff];
            while (type == BLANK) {
                b = buffer[++at];
                type = CLASSES[b & 0xff];
            }
            long token;
            if (type == DIGIT) {
                int digits = Digits.count(buffer, at);
                long number = Digits.value(buffer, at, digits);
                if (digits > 1 && b == '0') {
                    return false;
                }
                at += digits;
                if (digits == Digits.MOST) {
                    int more = Digits.count(buffer, at);
                    if (more == Digits.MOST) {
                        return false;
                    }
                    if (more > 0) {
                        number = number * Digits.power(more) + Digits.value(buffer, at, more);
                        at += more;
                    }
                }
                if (!endsToken(buffer[at])) {
                    return false;
                }
                token = Token.ofInt(number);
            } else if (type == CLOSE) {
                if (depth == 0 || map != (b == '}') || (map && !key)) {
                    return false;
                }
                int start = starts[depth];
                tokens[start] = Token.of(map ? Token.MAP : Token.VECTOR, size - start - 1);
                at++;
                depth--;
                if (depth == 0) {
                    break;
                }
                map = maps[depth];
                key = map;
                continue;
            } else if (type == OPEN) {
                if (key || depth == MAX_DEPTH) {
                    return false;
                }
                at++;
                depth++;
                map = b == '{';
                key = map;
                maps[depth] = map;
                starts[depth] = size++;
                continue;
            } else if (type == KEYWORD) {
                long word = ShortNames.word(buffer, at + 1);
                int length = lengthOfName(word);
                long symbol = keywords.get(ShortNames.packed(word, length));
                if (symbol == ShortNames.UNKNOWN || !endsToken(buffer[at + 1 + length])) {
                    return false;
                }
                token = Token.of(Token.KEYWORD, symbol);
                at += 1 + length;
            } else if (type == STRING) {
                if (at + 1 + ShortNames.LONGEST >= limit) {
                    return false;
                }
                long word = ShortNames.word(buffer, at + 1);
                int length = Long.numberOfTrailingZeros(ShortNames.highestBitOf('"', word)) / Byte.SIZE;
                long symbol = strings.get(ShortNames.packed(word, length));
                if (symbol == ShortNames.UNKNOWN || buffer[at + 1 + length] != '"') {
                    return false;
                }
                token = Token.of(Token.STRING, symbol);
                at += 2 + length;
            } else if (type == NIL
                    && ShortNames.packed(buffer, at, NIL_LENGTH) == NIL_WORD
                    && endsToken(buffer[at + NIL_LENGTH])) {
                token = Token.NIL;
                at += NIL_LENGTH;
            } else {
                return false;
            }
            if (key) {
                if (isRepeated(token, tokens, starts[depth] + 1, size)) {
                    return false;
                }
                key = false;
            } else {
                key = map;
            }
            tokens[size++] = token;
            if (depth == 0) {
                break;
            }
        }
        if (at >= limit) {
            return false;
        }
        in.position = at;
        tape.resize(size);
        return true;
    }

    /** The number of bytes before the first blank, comma or closing delimiter; of more than eight, eight. */
    private static int lengthOfName(long word) {
        // The bracket and the brace differ in one bit, and no other two of these bytes do in that one.
        long ends = ShortNames.highestBitOf(' ', word)
                | ShortNames.highestBitOf(',', word)
                | ShortNames.highestBitOf('}', word | 0x2020202020202020L);
        return Long.numberOfTrailingZeros(ends) / Byte.SIZE;
    }

    private static boolean endsToken(byte b) {
        int type = CLOSE - CLASSES[b & 0xff];
        return type == 0 || type == CLOSE - BLANK;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        classes[' '] = BLANK;
        classes[','] = BLANK;
        classes[']'] = CLOSE;
        classes['}'] = CLOSE;
        classes['['] = OPEN;
        classes['{'] = OPEN;
        for (char digit = '0'; digit <= '9'; digit++) {
            classes[digit] = DIGIT;
        }
        classes[':'] = KEYWORD;
        classes['"'] = STRING;
        classes['n'] = NIL;
        return classes;
    }
}
