package dev.skewer.history.input;

import dev.skewer.history.HistoryException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/** A stream of bytes, line by line; a line ends with a line feed, before which there may be a carriage return. */
public final class LineInput implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    private byte[] line = new byte[256];
    private int length;
    private long number;
    private boolean isWhole;

    /**
     * Lines of a stream.
     *
     * @param in closed with this
     */
    public LineInput(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line.
     *
     * @return false if the stream has ended
     * @throws HistoryException if the line is longer than {@link ByteInput#MAX_TOKEN}
     */
    public boolean next() throws IOException {
        length = 0;
        isWhole = false;
        while (!isWhole) {
            if (position == limit) {
                position = 0;
                limit = Math.max(0, in.read(buffer, 0, BUFFER));
                if (limit == 0) {
                    number += length > 0 ? 1 : 0;
                    return length > 0;
                }
            }
            int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            append(from, position);
            if (position < limit) {
                position++;
                isWhole = true;
            }
        }
        number++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return true;
    }

    private void append(int from, int to) {
        if (length + (to - from) > ByteInput.MAX_TOKEN) {
            throw new HistoryException("a line of more than 64 MiB; no event is that long");
        }
        if (length + (to - from) > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + (to - from)));
        }
        System.arraycopy(buffer, from, line, length, to - from);
        length += to - from;
    }

    /** Whether the line has its end. */
    public boolean isWhole() {
        return isWhole;
    }

    /** The number of the line, from 1; 0 before the first. */
    public long number() {
        return number;
    }

    /** The bytes of the line; valid until the next. */
    public byte[] bytes() {
        return line;
    }

    /** How many bytes the line has, without its end. */
    public int length() {
        return length;
    }

    /** The line as text. */
    public String text(Charset charset) {
        return new String(line, 0, length, charset);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
