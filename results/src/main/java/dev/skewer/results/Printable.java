package dev.skewer.results;

/** Makes text of unknown origin harmless where it is going: onto a terminal, or into a file name. */
public final class Printable {
    /** File systems allow 255 bytes; a name this short also fits into a listing. */
    private static final int MAX_FILE_NAME = 80;

    private Printable() {}

    /**
     * The text as {@link #line} has it, or so much of its beginning, with a note of how much more there is: {@code abc… (1,048,573 characters
     * more)}.
     *
     * @param text anything
     * @param most how many characters of the text may stand, at least 1
     */
    public static String line(String text, int most) {
        if (text.length() <= most) {
            return line(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) && Character.isLowSurrogate(text.charAt(most))
                ? most - 1
                : most;
        return line(text.substring(0, end)) + "… (" + Figures.count(text.length() - end) + " characters more)";
    }

    /**
     * The text with every control character, bidirectional mark, noncharacter and unpaired surrogate written as an escape such
     * as {@code \u001b}, so that printing it moves no cursor, starts no line, and hides nothing. Other text is returned
     * as it is.
     *
     * @param text anything
     */
    public static String line(String text) {
        int clean = 0;
        while (clean < text.length() && !isUnsafe(text, clean)) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isUnsafe(text, i)) {
                escaped.append(c);
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c == '\t') {
                escaped.append("\\t");
            } else if (c == '\r') {
                escaped.append("\\r");
            } else {
                escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }

    /**
     * A file name made of letters, digits, {@code .}, {@code _} and {@code -} only, at most 80 long, never empty and
     * never beginning with a dot. Different texts may give the same name.
     *
     * @param text anything
     */
    public static String fileName(String text) {
        var name = new StringBuilder(Math.min(text.length(), MAX_FILE_NAME));
        for (int i = 0; i < text.length() && name.length() < MAX_FILE_NAME; i++) {
            char c = text.charAt(i);
            boolean plain = between(c, 'a', 'z') || between(c, 'A', 'Z') || between(c, '0', '9') || c == '_';
            if (plain || ((c == '.' || c == '-') && name.length() > 0)) {
                name.append(c);
            } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '-' || name.charAt(end - 1) == '.')) {
            end--;
        }
        return end == 0 ? "unnamed" : name.substring(0, end);
    }

    private static boolean isUnsafe(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return isUnsafe(c);
    }

    /**
     * Whether a character is one that {@link #line} writes as an escape wherever it stands: a control character, a bidirectional mark or a
     * noncharacter. Surrogates are none, as that depends on what is beside them.
     */
    public static boolean isUnsafe(char c) {
        // Line and paragraph separators, the marks that reorder what follows, and what is no character, and so no XML.
        return c < ' '
                || between(c, 0x7f, 0x9f)
                || between(c, 0x2028, 0x202e)
                || between(c, 0x2066, 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c
                || c == 0xfeff
                || c >= 0xfffe;
    }

    private static boolean between(char c, int first, int last) {
        return first <= c && c <= last;
    }
}
