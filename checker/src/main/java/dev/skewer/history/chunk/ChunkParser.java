package dev.skewer.history.chunk;

import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.event.EventParser;
import dev.skewer.history.input.ByteInput;
import java.io.IOException;

/**
 * Looks for events in pieces of a text, each on the assumption that it begins between two events, with a parser and a table
 * of names of its own. One thread at a time.
 *
 * <p>The table begins with names that the text has had already, under the numbers that they have there; whatever else comes
 * up in a piece gets a number behind them, which {@link ChunkedReader} translates. In most histories the names soon repeat,
 * and there is nothing to translate.
 */
final class ChunkParser {
    /** So many names of the text are taken over; each costs every parser its bytes. */
    private static final int MOST_NAMES = 1 << 14;

    private static final int MOST_BYTES = 1 << 20;

    private final Symbols symbols = new Symbols();
    private final EventParser parser;
    /** The size of the table without the names of the latest piece. */
    private int known;

    ChunkParser(ParserFactory parsers, String name) {
        parser = parsers.parser(new ByteInput(name), symbols);
        known = symbols.size();
    }

    /** Makes a parser for one format. */
    public interface ParserFactory {
        /**
         * A parser at the beginning of a text.
         *
         * @param symbols takes the names; still empty
         */
        EventParser parser(ByteInput in, Symbols symbols);
    }

    /**
     * Finds the events of a piece. Where something is wrong, they end: what is wrong is told by whoever reads on from there
     * and knows what came before.
     *
     * @param names names that the text has had, in the order of their numbers
     */
    void parse(Chunk chunk, Symbols.Snapshot names) {
        symbols.truncate(known);
        symbols.addFrom(names, MOST_NAMES, MOST_BYTES);
        known = symbols.size();
        chunk.known = known;
        parser.restartBetween(chunk.bytes, chunk.size);
        try {
            while (parser.read(chunk.batch)) {
                take(chunk);
            }
            // Elsewhere than at a cut the piece may end inside a comment.
            chunk.clean = chunk.endsAtCut;
            if (chunk.clean) {
                take(chunk);
            }
        } catch (IOException | HistoryException | OutOfMemoryError e) {
            chunk.clean = false;
        }
        chunk.takeNames(symbols);
    }

    private void take(Chunk chunk) {
        ByteInput in = parser.in;
        chunk.parsedTo = in.position;
        chunk.lines = in.line() - 1;
        chunk.lineStart = in.lineStart();
        chunk.separators = parser.separators();
    }
}
