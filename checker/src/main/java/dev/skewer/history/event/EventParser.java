package dev.skewer.history.event;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.input.ByteInput;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from a text in one format, in order. A parser knows nothing of threads: one goes through the text from its
 * beginning, and others may try their hand at pieces of it further on ({@link #restartBetween}), whose outcome counts only
 * if the text before such a piece turns out to end between two events.
 */
public abstract class EventParser {
    /** Reads values of the format, one after the other. */
    public interface Values {
        /** How deeply containers (and tags and discards) may nest inside one event. */
        int MAX_DEPTH = 1_000;

        /** Reads the value at the input's position. */
        void read(Tape tape) throws IOException;

        /**
         * Reads the value at the input's position, whatever is wrong in it that does not keep it from ending.
         *
         * @return what is wrong in it, or null
         */
        @Nullable HistoryException readLeniently(Tape tape) throws IOException;
    }

    public final ByteInput in;
    protected final Symbols symbols;
    protected final EventAssembler assembler;

    /**
     * A parser at the beginning of a text.
     *
     * @param symbols takes the names; still empty
     */
    protected EventParser(ByteInput in, Symbols symbols) {
        this.in = in;
        this.symbols = symbols;
        this.assembler = new EventAssembler(symbols, in::errorAtMark);
    }

    /**
     * Reads the next event.
     *
     * @param batch gets it added
     * @return false at the end of the history
     * @throws HistoryException if the text is no history
     */
    public abstract boolean read(EventBatch batch) throws IOException;

    /**
     * Goes on with a piece of the text that begins between two events, or so it is hoped; what is read of it is to be
     * forgotten otherwise.
     *
     * @param bytes hold the piece, and {@link ByteInput#PADDING} zeros behind it
     * @param to where the piece ends
     */
    public void restartBetween(byte[] bytes, int to) {
        in.restart(bytes, to);
        reset();
    }

    /**
     * Goes on with the rest of the text, between two events, in the state that {@link #read} has left.
     *
     * @param rest the bytes from there on
     * @param offset how many bytes of the text lie before that
     * @param line the line on which it begins
     * @param lineStart the offset of the first byte of that line
     */
    public void restart(InputStream rest, long offset, long line, long lineStart) {
        in.restart(rest, offset, line, lineStart);
    }

    /** Begins anew, perhaps after an error; the table of names may have lost some. */
    protected abstract void reset();

    /**
     * Passes over what is in sight, if it is no more than what may stand between two events.
     *
     * @return the number of line ends in it; -1 if there is something else, and then nothing is passed over
     */
    public abstract int passBlanks();

    /** What has been seen between the events of a piece, in a form that {@link #mayFollow} understands. */
    public int separators() {
        return 0;
    }

    /** Whether a piece with such separators may stand at the place that this parser has reached. */
    public boolean mayFollow(int separators) {
        return true;
    }

    /** Takes the events of such a piece, of which there is one or more, for read. */
    public void passPiece(int separators) {}

    /** Reads the value at the input's position, of an event that is under way; of what no model may need, what can be read. */
    protected final void readField(EventField field, Values values) throws IOException {
        in.mark();
        Tape tape = assembler.tapeFor(field);
        if (assembler.isAnyValue(field)) {
            assembler.doubt(field, values.readLeniently(tape));
        } else if (field == EventField.INDEX || field == EventField.TIME) {
            if (values.readLeniently(tape) != null) {
                return;
            }
        } else {
            values.read(tape);
        }
        assembler.take(field);
    }
}
