package dev.skewer.history.chunk;

import dev.skewer.history.Event;
import dev.skewer.history.Format;
import dev.skewer.history.Symbols;
import dev.skewer.history.event.EventBatch;
import dev.skewer.history.event.EventParser;
import dev.skewer.history.event.HistoryReader;
import dev.skewer.history.event.MissingFields;
import dev.skewer.history.input.ByteInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text in order, with as many threads as there are cores: what comes out is what one parser finds that goes through
 * the text from its beginning to its end.
 *
 * <p>That parser, here called the first, reads the beginning. Meanwhile a {@link ChunkPipeline} cuts the rest into pieces and
 * has other parsers find their events, on the assumption that each begins between two events. Once the first parser stands
 * between two events at such a cut, the assumption has come true for the next piece: its events are taken as they are. If they
 * fill the piece, it has come true for the piece after that, and so on. Where they do not (for something is wrong, or the cut
 * was inside an event, or the text ends, and only the first parser knows what must stand there), the first parser goes on
 * behind the last event, until it comes to a cut again.
 *
 * <p>So no cut has to be right, no error is told by anyone but the first parser, and a text without line ends is read as if
 * there was only one thread.
 */
public final class ChunkedReader extends HistoryReader {
    private final EventParser parser;
    private final EventBatch one = new EventBatch();
    private final MissingFields missing;
    private final ChunkPipeline pipeline;
    private final ChunkInput input;

    /** The piece whose events are being given out; null while the first parser is at work. */
    private @Nullable Chunk chunk;
    /** The number of its events that were given out. */
    private int given;
    /** Where it begins: how many bytes of the text lie before it, and the line. */
    private long chunkOffset;

    private long chunkLine;

    /** The symbols of the names that only the piece had, by number; so many are known. */
    private int[] renamed = new int[0];

    private int renamedCount;
    private int published;

    /**
     * A reader at the beginning of a text.
     *
     * @param source the text; closed with the reader
     * @param file what to call it in messages
     * @param length the size of a piece in bytes
     * @param threadCount how many threads to start at the most, beside the one that calls
     */
    public ChunkedReader(
            InputStream source,
            String file,
            Format format,
            ChunkParser.ParserFactory parsers,
            int length,
            int threadCount) {
        super(file, format);
        Symbols symbols = symbols();
        parser = parsers.parser(new ByteInput(file), symbols);
        missing = new MissingFields(symbols);
        pipeline = new ChunkPipeline(source, file, parsers, length, threadCount, symbols.snapshot());
        input = new ChunkInput(pipeline);
        parser.restart(threadCount == 0 ? source : input, 0, 1, 0);
    }

    @Override
    protected boolean read(Event event) throws IOException {
        boolean found = false;
        try {
            found = find(event);
        } finally {
            if (!found) {
                pipeline.stop();
            }
        }
        return found;
    }

    private boolean find(Event event) throws IOException {
        if (chunk == null && input.isAtCut()) {
            continueAtCut();
        }
        Chunk from = chunk;
        while (from != null && given == from.batch.size()) {
            endChunk(from);
            from = chunk;
        }
        if (from != null) {
            give(from, given++, event);
            return true;
        }
        one.clear();
        if (!parser.read(one)) {
            return false;
        }
        one.copy(0, event);
        event.file = file;
        missing.fillIn(event, one.known(0));
        return true;
    }

    /** Goes on with the events of the next piece if the first parser stands between two events, and all before it is read. */
    private void continueAtCut() throws IOException {
        int lines = parser.passBlanks();
        if (lines >= 0) {
            ByteInput in = parser.in;
            begin(in.offset() + in.limit - in.position, in.line() + lines);
        }
    }

    /** Goes on with the next piece, which begins at an offset and a line: with its events, if they may stand there. */
    private void begin(long offset, long line) throws IOException {
        Chunk next = input.next();
        if (next.batch.size() > 0 && parser.mayFollow(next.separators)) {
            parser.passPiece(next.separators);
            publishNames();
            renamedCount = 0;
            given = 0;
            chunk = next;
            chunkOffset = offset;
            chunkLine = line;
        } else {
            input.restart(next, 0);
            parser.restart(input, offset, line, offset);
            chunk = null;
        }
    }

    /** Goes on with the piece behind one whose events are all given out, or with the first parser behind the last of them. */
    private void endChunk(Chunk done) throws IOException {
        input.restart(done, done.parsedTo);
        long offset = chunkOffset + done.parsedTo;
        long line = chunkLine + done.lines;
        if (done.clean && input.isAtCut()) {
            begin(offset, line);
        } else {
            parser.restart(input, offset, line, chunkOffset + done.lineStart);
            chunk = null;
        }
    }

    private void give(Chunk from, int i, Event event) {
        if (from.nameCount > 0) {
            rename(from, i);
        }
        from.batch.copy(i, event);
        event.file = file;
        event.line += chunkLine - 1;
        missing.fillIn(event, from.batch.known(i));
    }

    /** Gives the names of an event that only its piece has the symbols that they get in the order of the text. */
    private void rename(Chunk from, int i) {
        int count = from.batch.names(i) - from.known;
        if (renamed.length < count) {
            renamed = Arrays.copyOf(renamed, Math.max(from.nameCount, 2 * renamed.length));
        }
        for (; renamedCount < count; renamedCount++) {
            renamed[renamedCount] =
                    symbols().intern(from.names, from.nameStarts[renamedCount], from.nameStarts[renamedCount + 1]);
        }
        if (count > 0) {
            from.batch.rename(i, from.known, renamed);
        }
    }

    private void publishNames() {
        if (symbols().size() > published) {
            published = symbols().size();
            pipeline.publish(symbols().snapshot());
        }
    }

    @Override
    protected long line() {
        return parser.in.line();
    }

    @Override
    protected long column() {
        return parser.in.column();
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
    }
}
