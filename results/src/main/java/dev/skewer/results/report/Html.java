package dev.skewer.results.report;

import dev.skewer.results.Printable;

/**
 * Writes HTML and SVG that is escaped by construction: there is no way to put text or an attribute's value into the page
 * unescaped. Tags and attribute names are literals of this program.
 */
public final class Html {
    /** Longer texts are of no use on a page, and make it slow: of a value of a megabyte so much is shown. */
    private static final int MAX_TEXT = 20_000;

    private final StringBuilder out = new StringBuilder(1 << 14);

    /**
     * Opens an element.
     *
     * @param tag its name
     * @param attributes names and values in turn
     */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            // Only the way of a line is as long as it is.
            escape(attributes[i].equals("d") ? attributes[i + 1] : shortened(attributes[i + 1]));
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Closes an element. */
    public Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** Writes text; what is very long is cut, which is told. */
    public Html text(String text) {
        escape(shortened(text));
        return this;
    }

    /** Writes an element that holds only text. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Starts a new line in the source, for those who read it. */
    public Html line() {
        out.append('\n');
        return this;
    }

    /** Writes a part of this program's own, such as the style sheet, as it is. */
    public Html raw(String trusted) {
        out.append(trusted);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : Printable.line(text, MAX_TEXT);
    }

    /** Control characters are no HTML at all; they are shown as terminals show them. */
    private void escape(String text) {
        String printable = Printable.line(text);
        for (int i = 0; i < printable.length(); i++) {
            char c = printable.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }
}
