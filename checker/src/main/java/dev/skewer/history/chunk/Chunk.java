package dev.skewer.history.chunk;

import dev.skewer.history.Symbols;
import dev.skewer.history.event.EventBatch;
import dev.skewer.history.event.EventParser;
import dev.skewer.history.input.ByteInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text, and the events that were found in it on the assumption that it begins between two events. Used again
 * and again; it belongs to one thread at a time, which {@link ChunkCutter} and {@link ChunkParser} then fill it for.
 */
final class Chunk {
    /** How far a piece is. */
    enum State {
        /** Its bytes are there. */
        READ,
        /** Some thread looks for events. */
        IN_WORK,
        /** Its events, if any were looked for, are there. */
        DONE
    }

    /** Guarded by the monitor of the {@link ChunkPipeline}. */
    State state = State.READ;

    /** The piece, from the first byte on, and {@link ByteInput#PADDING} zeros behind it. */
    byte[] bytes = new byte[0];

    /** How many bytes it has. */
    int size;
    /** Whether it begins where an event seems to begin, and not just where the piece before was full. */
    boolean beginsAtCut;
    /** Whether it ends where an event seems to begin. */
    boolean endsAtCut;
    /** Whether nothing follows. */
    boolean last;
    /** Why nothing follows: an exception of the stream; null if the text ends here, or if something follows. */
    @Nullable Exception failure;

    /** The events found. Their symbols below {@link #known} are those of the whole text, the others {@link #names} of this. */
    final EventBatch batch = new EventBatch();

    /** Whether the whole piece was understood: events, with nothing but blanks around them. */
    boolean clean;
    /** Where what was understood ends: behind the last event, or behind the whole piece. */
    int parsedTo;
    /** The number of line ends before that. */
    long lines;
    /** The offset of the first byte of the line there. */
    long lineStart;

    /** What stands between the events: {@link EventParser#separators}. */
    int separators;

    int known;
    /** Names that the text had not had when this piece was parsed, in order of first use. */
    byte[] names = new byte[0];

    /** Where each of the names begins, and the last one ends. */
    int[] nameStarts = new int[1];

    int nameCount;

    /** Forgets what was found. */
    void clear() {
        batch.clear();
        clean = false;
        parsedTo = 0;
        lines = 0;
        lineStart = 0;
        separators = 0;
        known = 0;
        nameCount = 0;
    }

    /** Keeps the names that a table has from {@link #known} on. */
    void takeNames(Symbols symbols) {
        nameCount = symbols.size() - known;
        if (nameCount == 0) {
            return;
        }
        int from = symbols.offset(known);
        int last = symbols.size() - 1;
        int length = symbols.offset(last) + symbols.length(last) - from;
        if (names.length < length) {
            names = new byte[Math.max(length, 2 * names.length)];
        }
        if (nameStarts.length <= nameCount) {
            nameStarts = new int[Math.max(nameCount + 1, 2 * nameStarts.length)];
        }
        System.arraycopy(symbols.arena(), from, names, 0, length);
        for (int i = 0; i < nameCount; i++) {
            nameStarts[i] = symbols.offset(known + i) - from;
        }
        nameStarts[nameCount] = length;
    }

    /** Makes room for so many bytes, and keeps those that are there. */
    void room(int length) {
        if (bytes.length < length + ByteInput.PADDING) {
            bytes = Arrays.copyOf(bytes, length + ByteInput.PADDING);
        }
    }
}
