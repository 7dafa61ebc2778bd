package dev.skewer.history.file;

import dev.skewer.history.EventSink;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What the writers of all formats have in common: they walk the tapes of an event and say how each token is written.
 *
 * <p>Values are walked with an explicit stack, so that any nesting can be written.
 */
public abstract class HistoryWriter implements EventSink, Closeable, Flushable {
    final ByteOutput out;

    /** For each open container, where it ends on the tape. */
    private int[] ends = new int[16];
    /** For each open container, its token's kind. */
    private int[] kinds = new int[16];
    /** For each open container, the number of values in it so far. */
    private int[] counts = new int[16];

    HistoryWriter(OutputStream out) {
        this.out = new ByteOutput(out);
    }

    /** Writes what stands between two values of a container; {@code before} of them are already there. */
    abstract void separate(int kind, int before) throws IOException;

    /** Writes the opening delimiter of a container. */
    abstract void open(int kind) throws IOException;

    /** Writes the closing delimiter of a container. */
    abstract void close(int kind) throws IOException;

    /** Writes a value that is no container. */
    abstract void atom(Tape tape, int at, Symbols symbols) throws IOException;

    /**
     * Writes a value as the key of a map, if this format writes keys in another way than values.
     *
     * @return the position behind the value, or {@code at} if it is to be written as any value
     */
    int key(Tape tape, int at, Symbols symbols) throws IOException {
        return at;
    }

    /** Writes one value. */
    final void value(Tape tape, int start, Symbols symbols) throws IOException {
        int depth = 0;
        int at = start;
        do {
            if (depth > 0) {
                int kind = kinds[depth - 1];
                int before = counts[depth - 1]++;
                separate(kind, before);
                int behind = kind == Token.MAP && (before & 1) == 0 ? key(tape, at, symbols) : at;
                if (behind > at) {
                    at = behind;
                    continue;
                }
            }
            long token = tape.token(at);
            if (Token.isContainer(token)) {
                if (depth == ends.length) {
                    ends = Arrays.copyOf(ends, depth * 2);
                    kinds = Arrays.copyOf(kinds, depth * 2);
                    counts = Arrays.copyOf(counts, depth * 2);
                }
                int kind = Token.kind(token);
                open(kind);
                at++;
                ends[depth] = at + Token.span(token);
                kinds[depth] = kind;
                counts[depth] = 0;
                depth++;
            } else {
                atom(tape, at, symbols);
                at += Token.isWide(token) ? 2 : 1;
            }
            while (depth > 0 && at == ends[depth - 1]) {
                depth--;
                close(kinds[depth]);
            }
        } while (depth > 0);
    }

    @Override
    public final void flush() throws IOException {
        out.flush();
    }

    /** Writes what is still in the buffer and closes the stream, even if writing fails. */
    @Override
    public final void close() throws IOException {
        out.close();
    }
}
