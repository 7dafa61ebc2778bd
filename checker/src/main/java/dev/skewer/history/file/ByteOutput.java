package dev.skewer.history.file;

import dev.skewer.history.Symbols;
import dev.skewer.history.text.Utf8;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes text as bytes through a buffer of its own: numbers, names, and strings with what EDN and JSON escape alike. */
final class ByteOutput implements Closeable, Flushable {
    private static final int SIZE = 1 << 16;

    /** The most bytes of a number: a sign and 19 digits, or {@link Double#toString}. */
    private static final int MAX_NUMBER = 32;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** The two digits of each number below 100. */
    private static final byte[] PAIRS = pairs();

    /** The bytes that are escaped, or begin a character that may have to be. */
    private static final boolean[] SPECIAL = special();

    private final OutputStream out;
    private byte[] buffer = new byte[SIZE];
    private int size;

    ByteOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes one ASCII character. */
    void ascii(char c) throws IOException {
        room(1);
        buffer[size++] = (byte) c;
    }

    /** Writes ASCII text that was encoded before. */
    void ascii(byte[] text) throws IOException {
        room(text.length);
        System.arraycopy(text, 0, buffer, size, text.length);
        size += text.length;
    }

    /** Writes an integer. */
    void integer(long value) throws IOException {
        room(MAX_NUMBER);
        if (value >= 0 && value < 10) {
            buffer[size++] = (byte) ('0' + value);
            return;
        }
        // Negative numbers reach further than positive ones, so the digits are taken from those.
        long rest = value;
        if (value < 0) {
            buffer[size++] = '-';
        } else {
            rest = -value;
        }
        int end = size + digits(rest);
        size = end;
        while (rest <= -100) {
            long quotient = rest / 100;
            int pair = (int) (quotient * 100 - rest) * 2;
            buffer[--end] = PAIRS[pair + 1];
            buffer[--end] = PAIRS[pair];
            rest = quotient;
        }
        int pair = (int) -rest * 2;
        buffer[--end] = PAIRS[pair + 1];
        if (rest <= -10) {
            buffer[--end] = PAIRS[pair];
        }
    }

    private static int digits(long negative) {
        int digits = 1;
        for (long power = -10; digits < 19 && negative <= power; power *= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes the bytes of a name as they are. */
    void name(Symbols symbols, int symbol) throws IOException {
        room(symbols.length(symbol));
        size = symbols.copy(symbol, buffer, size);
    }

    /**
     * Writes a name as a string in quotes. Quotes, backslashes and control characters are escaped, and so are the line
     * separators U+2028 and U+2029: the text is then one line for any program.
     */
    void string(Symbols symbols, int symbol) throws IOException {
        int length = symbols.length(symbol);
        room(length + 2);
        byte[] source = symbols.arena();
        int from = symbols.offset(symbol);
        byte[] into = buffer;
        int at = size;
        into[at++] = '"';
        for (int i = 0; i < length; i++) {
            byte b = source[from + i];
            if (SPECIAL[b & 0xff]) {
                size = at;
                escaped(source, from + i, from + length);
                return;
            }
            into[at++] = b;
        }
        into[at] = '"';
        size = at + 1;
    }

    /** Writes the rest of a string, from its first special byte on. */
    private void escaped(byte[] source, int from, int to) throws IOException {
        for (int at = from; at < to; ) {
            room(8);
            byte b = source[at];
            if (!SPECIAL[b & 0xff]) {
                buffer[size++] = b;
                at++;
            } else if (b < 0) {
                at = beyondAscii(source, at);
            } else {
                escape(b);
                at++;
            }
        }
        ascii('"');
    }

    private int beyondAscii(byte[] source, int at) {
        int codePoint = Utf8.decode(source, at);
        int end = at + (source[at] == (byte) 0xc2 ? 2 : 3);
        if (codePoint < 0xa0 || codePoint == 0x2028 || codePoint == 0x2029) {
            unicodeEscape(codePoint);
        } else {
            System.arraycopy(source, at, buffer, size, end - at);
            size += end - at;
        }
        return end;
    }

    private void escape(byte b) {
        int letter = switch (b) {
            case '"', '\\' -> b;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 0;
        };
        if (letter == 0) {
            unicodeEscape(b);
        } else {
            buffer[size++] = '\\';
            buffer[size++] = (byte) letter;
        }
    }

    private void unicodeEscape(int unit) {
        buffer[size++] = '\\';
        buffer[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            buffer[size++] = HEX[(unit >> shift) & 0xf];
        }
    }

    /** Makes room for so many bytes. */
    private void room(int bytes) throws IOException {
        if (bytes > buffer.length - size) {
            drain();
            if (bytes > buffer.length) {
                buffer = Arrays.copyOf(buffer, bytes);
            }
        }
    }

    private void drain() throws IOException {
        int count = size;
        // Forgotten even if writing fails: closing must not write the same bytes again.
        size = 0;
        out.write(buffer, 0, count);
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            drain();
        }
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    private static boolean[] special() {
        boolean[] special = new boolean[256];
        Arrays.fill(special, 0, ' ', true);
        special['"'] = true;
        special['\\'] = true;
        special[0x7f] = true;
        // Leads the control characters U+0080 to U+009F.
        special[0xc2] = true;
        // Leads the line separators U+2028 and U+2029.
        special[0xe2] = true;
        return special;
    }
}
