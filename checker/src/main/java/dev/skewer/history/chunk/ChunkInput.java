package dev.skewer.history.chunk;

import dev.skewer.history.input.BlockInput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The text of pieces, one after the other, to its end: for a parser that goes over their borders. */
final class ChunkInput extends BlockInput {
    private final ChunkPipeline pipeline;
    private @Nullable Chunk chunk;
    private int position;

    /** The text that a pipeline reads, from its beginning. */
    ChunkInput(ChunkPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Goes on in a piece that was taken from the pipeline. */
    void restart(Chunk next, int from) {
        chunk = next;
        position = from;
    }

    /** Whether all bytes have been read up to a cut. */
    boolean isAtCut() {
        return chunk != null && position == chunk.size && chunk.endsAtCut && !chunk.last;
    }

    /** Takes the next piece, with its events; only {@linkplain #isAtCut at a cut}. */
    Chunk next() throws IOException {
        Chunk next = pipeline.take();
        pipeline.giveBack(Objects.requireNonNull(chunk));
        chunk = next;
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Chunk from = chunk == null ? pipeline.first() : chunk;
        while (position == from.size) {
            if (from.last) {
                return end(from);
            }
            Chunk next = pipeline.takeText();
            pipeline.giveBack(from);
            from = next;
            position = 0;
        }
        chunk = from;
        int count = Math.min(length, from.size - position);
        System.arraycopy(from.bytes, position, into, offset, count);
        position += count;
        return count;
    }

    private static int end(Chunk last) throws IOException {
        if (last.failure instanceof IOException e) {
            throw e;
        }
        if (last.failure instanceof RuntimeException e) {
            throw e;
        }
        return -1;
    }
}
