package dev.skewer.history.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A stream whose first bytes can be looked at before they are read. */
public final class PeekedInput extends BlockInput {
    private static final int CHUNK = 1 << 13;

    private final InputStream in;
    /** The bytes seen and not yet read lie between the positions. */
    private byte[] seen = new byte[0];

    private int position;
    private long given;
    private boolean ended;
    private @Nullable IOException failure;

    public PeekedInput(InputStream in) {
        this.in = in;
    }

    /** The bytes in sight. */
    byte[] seen() {
        return position == 0 ? seen : Arrays.copyOfRange(seen, position, seen.length);
    }

    /** The bytes in sight, which are at least so many unless the stream ends before. */
    byte[] seen(int atLeast) throws IOException {
        boolean more = true;
        while (more && seen.length - position < atLeast) {
            more = seeMore();
        }
        return seen();
    }

    /**
     * Brings some more bytes into sight.
     *
     * @return false if the stream has ended
     */
    boolean seeMore() throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count = readOn(chunk, 0, CHUNK);
        if (count <= 0) {
            return false;
        }
        byte[] before = seen();
        seen = Arrays.copyOf(before, before.length + count);
        System.arraycopy(chunk, 0, seen, before.length, count);
        position = 0;
        return true;
    }

    /** Skips a UTF-8 byte order mark if one stands at the beginning. */
    public void skipByteOrderMark() throws IOException {
        byte[] bytes = seen(3);
        if (bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            position += 3;
        }
    }

    /** The number of bytes that were read from this stream. */
    long given() {
        return given;
    }

    /** Whether the end of the stream has been seen. */
    boolean hasEnded() {
        return ended;
    }

    /** Why the stream beneath could not be read; null if it could. */
    @Nullable IOException failure() {
        return failure;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int left = seen.length - position;
        if (left == 0) {
            int read = readOn(into, from, length);
            given += Math.max(read, 0);
            return read;
        }
        int count = Math.min(left, length);
        given += count;
        System.arraycopy(seen, position, into, from, count);
        position += count;
        if (position == seen.length) {
            seen = new byte[0];
            position = 0;
        }
        return count;
    }

    private int readOn(byte[] into, int from, int length) throws IOException {
        try {
            int count = in.read(into, from, length);
            ended = count < 0;
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * Always one: there may be more. {@link java.util.zip.GZIPInputStream} asks this before it looks for a further member
     * behind one, and a pipe that is empty for a moment would cost it the rest of the file.
     */
    @Override
    public int available() {
        return 1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
