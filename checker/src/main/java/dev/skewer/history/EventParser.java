package dev.skewer.history;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from a text in one format, in order. A parser knows nothing of threads: one goes through the text from its
 * beginning, and others may try their hand at pieces of it further on ({@link #restartBetween}), whose outcome counts only
 * if the text before such a piece turns out to end between two events.
 */
abstract class EventParser {
    /** Reads values of the format, one after the other. */
    interface Values {
        /** Reads the value at the input's position. */
        void read(Tape tape) throws IOException;

        /**
         * Reads the value at the input's position, whatever is wrong in it that does not keep it from ending.
         *
         * @return what is wrong in it, or null
         */
        @Nullable HistoryException readLeniently(Tape tape) throws IOException;
    }

    final ByteInput in;
    final Symbols symbols;
    final EventAssembler assembler;

    /**
     * A parser at the beginning of a text.
     *
     * @param symbols takes the names; still empty
     */
    EventParser(ByteInput in, Symbols symbols) {
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
    abstract boolean read(EventBatch batch) throws IOException;

    /**
     * Goes on with a piece of the text that begins between two events, or so it is hoped; what is read of it is to be
     * forgotten otherwise.
     *
     * @param bytes hold the piece, and {@link ByteInput#PADDING} zeros behind it
     * @param to where the piece ends
     */
    void restartBetween(byte[] bytes, int to) {
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
    void restart(InputStream rest, long offset, long line, long lineStart) {
        in.restart(rest, offset, line, lineStart);
    }

    /** Begins anew, perhaps after an error; the table of names may have lost some. */
    abstract void reset();

    /**
     * Passes over what is in sight, if it is no more than what may stand between two events.
     *
     * @return the number of line ends in it; -1 if there is something else, and then nothing is passed over
     */
    abstract int passBlanks();

    /** What has been seen between the events of a piece, in a form that {@link #mayFollow} understands. */
    int separators() {
        return 0;
    }

    /** Whether a piece with such separators may stand at the place that this parser has reached. */
    boolean mayFollow(int separators) {
        return true;
    }

    /** Takes the events of such a piece, of which there is one or more, for read. */
    void passPiece(int separators) {}

    /** Reads the value at the input's position, of an event that is under way; of what no model may need, what can be read. */
    final void readField(EventField field, Values values) throws IOException {
        in.mark();
        Tape tape = assembler.tapeFor(field);
        if (field == EventField.VALUE || field == EventField.ERROR || field == EventField.KEY) {
            assembler.doubt(field, values.readLeniently(tape));
        } else {
            values.read(tape);
        }
        assembler.take(field);
    }
}
