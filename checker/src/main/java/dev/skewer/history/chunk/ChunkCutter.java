package dev.skewer.history.chunk;

import dev.skewer.history.input.ByteInput;
import dev.skewer.history.text.EdnSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a text into pieces of about the same size, at line ends behind which an event seems to begin: a brace or a tag. That is
 * a guess, for such a line end may lie inside an event or a string; {@link ChunkedReader} finds out. One thread at a time.
 */
final class ChunkCutter {
    /** A piece without a place to cut it at grows up to so many times its size. */
    private static final int MOST = 8;

    private static final int FIRST_ROOM = 1 << 12;

    private final InputStream in;
    private final int length;

    /** What lies behind the cut of the piece before. */
    private byte[] rest = new byte[0];

    private int restSize;
    private boolean atCut = true;

    /**
     * A cutter at the beginning of a text.
     *
     * @param in the text
     * @param length the size of a piece in bytes
     */
    ChunkCutter(InputStream in, int length) {
        this.in = in;
        this.length = length;
    }

    /** Fills a piece with the next bytes; the one before must not have been the last. */
    void fill(Chunk chunk) {
        chunk.clear();
        chunk.last = false;
        chunk.failure = null;
        chunk.beginsAtCut = atCut;
        chunk.size = 0;
        int wanted = Math.max(length, restSize);
        chunk.room(restSize);
        System.arraycopy(rest, 0, chunk.bytes, 0, restSize);
        int size = restSize;
        restSize = 0;
        int cut;
        for (; ; ) {
            size = read(chunk, size, wanted);
            cut = chunk.last ? size : lastCut(chunk.bytes, size);
            if (cut > 0 || wanted >= MOST * (long) length) {
                break;
            }
            wanted *= 2;
        }
        chunk.endsAtCut = cut > 0;
        atCut = chunk.endsAtCut;
        chunk.size = cut > 0 ? cut : size;
        keepRest(chunk.bytes, chunk.size, size);
        Arrays.fill(chunk.bytes, chunk.size, chunk.size + ByteInput.PADDING, (byte) 0);
    }

    private int read(Chunk chunk, int from, int to) {
        int size = from;
        try {
            while (size < to) {
                // A short text takes little room.
                chunk.room(Math.min(to, Math.max(FIRST_ROOM, 2 * size)));
                int count = in.read(chunk.bytes, size, Math.min(to, chunk.bytes.length - ByteInput.PADDING) - size);
                if (count < 0) {
                    chunk.last = true;
                    break;
                }
                size += count;
            }
        } catch (IOException | RuntimeException e) {
            chunk.last = true;
            chunk.failure = e;
        }
        return size;
    }

    private void keepRest(byte[] bytes, int from, int to) {
        restSize = to - from;
        if (rest.length < restSize) {
            rest = new byte[Math.max(restSize, length)];
        }
        System.arraycopy(bytes, from, rest, 0, restSize);
    }

    /** The last place behind a line end where an event seems to begin; 0 if there is none but perhaps the beginning. */
    private static int lastCut(byte[] bytes, int size) {
        for (int at = size - 2; at >= 0; at--) {
            if (bytes[at] == '\n') {
                int next = at + 1;
                while (next < size && EdnSyntax.classOf(bytes[next]) == EdnSyntax.BLANK) {
                    next++;
                }
                if (next < size && (bytes[next] == '{' || bytes[next] == '#')) {
                    return at + 1;
                }
            }
        }
        return 0;
    }
}
