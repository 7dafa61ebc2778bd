package dev.skewer.history.text;

/**
 * The alphabet of EDN: what each byte may begin, and which texts are names.
 *
 * <p>Follows the specification (github.com/edn-format/edn) and, where Clojure's own reader takes more, that reader:
 * histories are written by Clojure. So any printable character that has no meaning of its own may stand in a name.
 */
public final class EdnSyntax {
    /** Space, tab, comma and the other blanks of ASCII. */
    public static final int BLANK = 0;
    /** The end of a line. */
    public static final int NEWLINE = 1;
    /** A semicolon: the rest of the line is a comment. */
    public static final int COMMENT = 2;
    /** A zero byte: the end of the bytes in sight, or rubbish. */
    public static final int ZERO = 3;
    /** The end of the stream; no byte has this class. */
    public static final int END = 4;
    /** A byte that begins nothing. */
    public static final int ILLEGAL = 5;

    public static final int QUOTE = 6;
    public static final int BACKSLASH = 7;
    public static final int OPEN_VECTOR = 8;
    public static final int CLOSE_VECTOR = 9;
    public static final int OPEN_LIST = 10;
    public static final int CLOSE_LIST = 11;
    public static final int OPEN_MAP = 12;
    public static final int CLOSE_MAP = 13;
    /** Begins metadata, a value about the value behind it. */
    public static final int CARET = 14;

    /** The first of the classes whose bytes may stand inside a name or number. */
    static final int FIRST_CONSTITUENT = 15;

    public static final int COLON = 15;
    public static final int HASH = 16;
    public static final int DIGIT = 17;
    /** Plus or minus: a number or a name. */
    public static final int SIGN = 18;
    /** A letter, any byte beyond ASCII, or another character that may begin a name. */
    public static final int LETTER = 19;

    /** The class of each byte. */
    private static final byte[] CLASSES = classes();

    private EdnSyntax() {}

    /** The class of a byte. */
    public static int classOf(byte b) {
        return CLASSES[b & 0xff];
    }

    /** Whether a byte may stand inside a name or number. */
    public static boolean isConstituent(byte b) {
        return CLASSES[b & 0xff] >= FIRST_CONSTITUENT;
    }

    /** Whether a keyword may have this name, given without the colon and in well-formed UTF-8. */
    public static boolean isKeywordName(byte[] bytes, int from, int to) {
        return to > from && bytes[from] != ':' && allConstituents(bytes, from, to);
    }

    /**
     * Whether EDN reads this text as a symbol: as a name that is no keyword, number or constant, as a character, or as a
     * number that has no kind of its own.
     */
    public static boolean isSymbolText(byte[] bytes, int from, int to) {
        if (to == from) {
            return false;
        }
        return switch (classOf(bytes[from])) {
            case BACKSLASH -> EdnCharacters.isCharacter(bytes, from + 1, to);
            case DIGIT -> EdnNumbers.isOther(bytes, from, to);
            case SIGN ->
                allConstituents(bytes, from, to)
                        && (to == from + 1 || classOf(bytes[from + 1]) != DIGIT || EdnNumbers.isOther(bytes, from, to));
            case LETTER -> allConstituents(bytes, from, to) && !isConstant(bytes, from, to);
            default -> false;
        };
    }

    private static boolean isConstant(byte[] bytes, int from, int to) {
        return is("nil", bytes, from, to) || is("true", bytes, from, to) || is("false", bytes, from, to);
    }

    /** Whether a text is this ASCII word. */
    public static boolean is(String word, byte[] bytes, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allConstituents(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isConstituent(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int b = 0; b < 256; b++) {
            classes[b] = (byte) (b <= ' ' || b == 0x7f ? ILLEGAL : LETTER);
        }
        set(classes, " \t\r\f\u000b\u001c\u001d\u001e\u001f,", BLANK);
        set(classes, "\n", NEWLINE);
        set(classes, ";", COMMENT);
        set(classes, "\0", ZERO);
        set(classes, "^", CARET);
        set(classes, "\"", QUOTE);
        set(classes, "\\", BACKSLASH);
        set(classes, "[", OPEN_VECTOR);
        set(classes, "]", CLOSE_VECTOR);
        set(classes, "(", OPEN_LIST);
        set(classes, ")", CLOSE_LIST);
        set(classes, "{", OPEN_MAP);
        set(classes, "}", CLOSE_MAP);
        set(classes, ":", COLON);
        set(classes, "#", HASH);
        set(classes, "0123456789", DIGIT);
        set(classes, "+-", SIGN);
        return classes;
    }

    private static void set(byte[] classes, String bytes, int as) {
        for (int i = 0; i < bytes.length(); i++) {
            classes[bytes.charAt(i)] = (byte) as;
        }
    }
}
