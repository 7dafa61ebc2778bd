package dev.skewer.history.input;

import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells the formats apart by the first bytes that are no blanks: JSON's maps begin with a brace and a quote, EDN's do not; a
 * log begins with a level or a time, a {@code history.txt} with an event, and a text of transactions with a read or a write.
 */
public final class FormatDetector {
    /** Whoever puts more blanks before a history than this has it taken for EDN. */
    private static final int ENOUGH = 1 << 12;

    /** So much of a line is enough to say that it is none of a log. */
    private static final int LONG_ENOUGH = 1 << 10;

    private static final Pattern LOG = Pattern.compile(
            "(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)[ \\t]" + "|\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d");

    private static final Pattern TXT = Pattern.compile("\\S+[ \\t]+:(?:invoke|ok|fail|info)[ \\t]+\\S");

    private static final Pattern POLYSI = Pattern.compile("[rw]\\([ \\t]*-?\\d");

    private static final Pattern AWDIT = Pattern.compile("[rw][ \\t]+-?\\d+[ \\t]+-?\\d");

    /** What EDN, and JSON, may begin with. */
    private static final String BEGINNINGS = "{[(;#,^";

    /** In place of a byte: none is in sight. */
    private static final int END = -1;

    private final String name;
    private final byte[] bytes;
    private int at;
    private long line = 1;
    private int lineStart;

    private FormatDetector(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * The format of a file that is not compressed, or no longer; an empty file is EDN.
     *
     * @throws HistoryException if it is none of the known ones
     */
    public static Format detect(PeekedInput in, String name) throws IOException {
        for (; ; ) {
            byte[] bytes = in.seen();
            Optional<Format> format = new FormatDetector(name, bytes).decide();
            if (format.isPresent()) {
                return format.get();
            }
            if (bytes.length > ENOUGH || !in.seeMore()) {
                return new FormatDetector(name, bytes).undecided();
            }
        }
    }

    /** The format of a file that ends before it shows what it is, or begins with many blanks. */
    private Format undecided() {
        int next = next();
        if (next == END || BEGINNINGS.indexOf(next) >= 0) {
            return Format.EDN;
        }
        throw unknown();
    }

    /** The format, or nothing while too few bytes are in sight. */
    private Optional<Format> decide() {
        switch (next()) {
            case END -> {
                return Optional.empty();
            }
            case '{' -> {
                at++;
                return jsonIfQuote(Format.JSONL);
            }
            case '[' -> {
                at++;
                int second = next();
                if (second == END) {
                    return Optional.empty();
                }
                at++;
                return second == '{' ? jsonIfQuote(Format.JSON) : Optional.of(Format.EDN);
            }
            case '(', ';', '#', ',', '^' -> {
                return Optional.of(Format.EDN);
            }
            default -> {
                return lines();
            }
        }
    }

    /** Formats of lines begin with one that shows it. */
    private Optional<Format> lines() {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String first = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
        if (LOG.matcher(first).lookingAt()) {
            return Optional.of(Format.JEPSEN_LOG);
        }
        if (TXT.matcher(first).lookingAt()) {
            return Optional.of(Format.JEPSEN_TXT);
        }
        if (POLYSI.matcher(first).lookingAt()) {
            return Optional.of(Format.POLYSI);
        }
        if (AWDIT.matcher(first).lookingAt()) {
            return Optional.of(Format.AWDIT);
        }
        if (end == bytes.length && end - at < LONG_ENOUGH) {
            return Optional.empty();
        }
        throw unknown();
    }

    private Optional<Format> jsonIfQuote(Format json) {
        int next = next();
        return next == END ? Optional.empty() : Optional.of(next == '"' ? json : Format.EDN);
    }

    /** The next byte that is no blank, and its position. */
    private int next() {
        for (; at < bytes.length; at++) {
            byte b = bytes[at];
            if (b == '\n') {
                line++;
                lineStart = at + 1;
            } else if (b != ' ' && b != '\t' && b != '\r') {
                return b & 0xff;
            }
        }
        return END;
    }

    private HistoryException unknown() {
        int b = bytes[at] & 0xff;
        String found;
        if (b == 0xff || b == 0xfe) {
            found = "this looks like UTF-16, and a history is UTF-8 (iconv -f utf-16 -t utf-8)";
        } else if (b < ' ' || b >= 0x7f) {
            found = String.format("byte 0x%02x begins no history", b);
        } else {
            found = (char) b + " begins no history";
        }
        return new HistoryException(
                name,
                line,
                at - lineStart + 1,
                found + "; a history is EDN (maps such as {:process 0, :type :invoke, :f :read}, or a vector of them),"
                        + " a JSON array or JSON lines of such maps, a log of Jepsen's, or a text of PolySI's or AWDIT's, as it is or"
                        + " compressed with gzip or zstd");
    }
}
