package dev.skewer.checker.journal.history;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;

import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.HistoryException;
import dev.skewer.history.OpenOperations;
import dev.skewer.history.Symbols;
import dev.skewer.history.ValuePrinter;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a journal history, in order, and keeps them as a {@link JournalHistory}.
 *
 * <p>Of the events of the nemesis only those that tell of {@linkplain Crashes crashes} are kept. What does not have the shape of the journal model is a
 * {@link HistoryException} that names the place. One thread at a time.
 */
public final class JournalHistoryBuilder implements EventSink {
    private final String source;
    private final OpenOperations open = new OpenOperations();
    private @Nullable JournalHistory history;
    private @Nullable JournalValueDecoder decoder;
    /** Function code + 1 by symbol of {@code :f}; 0 is unknown yet. */
    private byte[] functions = new byte[64];

    private int ranks;

    /** A builder for a history that comes from no file. */
    public JournalHistoryBuilder() {
        this("history");
    }

    /**
     * A builder for a history with a name.
     *
     * @param source what to call the history in messages, such as its file name
     */
    public JournalHistoryBuilder(String source) {
        this.source = source;
    }

    @Override
    public void accept(Event event) {
        if (!open.isOfClient(event)) {
            nemesis(event);
            return;
        }
        JournalHistory h = history(event.symbols);
        if (ranks == NEVER - 1) {
            throw new HistoryException(source + ": more than two thousand million events; split the history");
        }
        int rank = ranks++;
        try {
            switch (event.type) {
                case INVOKE -> invoke(h, event, rank);
                case OK -> ok(h, event, rank);
                case FAIL -> {
                    int op = open.complete(event);
                    h.status[op] = Status.FAIL;
                    h.completeRank[op] = rank;
                    h.completeTime[op] = event.time;
                }
                case INFO -> open.complete(event);
            }
        } catch (MalformedValue malformed) {
            throw new HistoryException(place(event) + malformed.getMessage());
        }
    }

    /** How many operations of clients have ended, whether as ok, fail or info. */
    public long completed() {
        return open.completed();
    }

    /**
     * The history so far. Operations that are still open count as unknown. The result shares this builder's columns:
     * it is valid until the next event is accepted, and costs nothing to make.
     */
    public JournalHistory build() {
        return history == null ? new JournalHistory(new Symbols()) : history;
    }

    private void nemesis(Event event) {
        if (Crashes.isMarked(event)) {
            history(event.symbols).crashes.note(event, ranks++);
        } else {
            history(event.symbols).crashes.place(event);
        }
    }

    private JournalHistory history(Symbols symbols) {
        if (history == null) {
            history = new JournalHistory(symbols);
            decoder = new JournalValueDecoder(history);
        } else if (history.symbols != symbols) {
            throw new IllegalArgumentException("all events of one history share one table of symbols");
        }
        return history;
    }

    private void invoke(JournalHistory h, Event event, int rank) {
        Function function = function(event);
        int op = h.ops;
        roomForOp(h, op);
        h.invokeRank[op] = rank;
        h.completeRank[op] = NEVER;
        h.invokeTime[op] = event.time;
        h.completeTime[op] = -1;
        h.process[op] = event.process;
        h.function[op] = function.code();
        h.status[op] = Status.INFO;
        h.firstPart[op] = h.parts;
        keepIndex(h, op, event.index, rank);
        open.invoke(event, op);
        decoder().invoke(function, op, event);
        h.ops = op + 1;
        h.firstPart[h.ops] = h.parts;
    }

    private void ok(JournalHistory h, Event event, int rank) {
        int op = open.complete(event);
        Function function = Function.of(h.function[op]);
        h.status[op] = Status.OK;
        h.completeRank[op] = rank;
        h.completeTime[op] = event.time;
        decoder().ok(function, op, event);
    }

    private JournalValueDecoder decoder() {
        return Objects.requireNonNull(decoder);
    }

    private Function function(Event event) {
        int symbol = event.f;
        if (symbol < functions.length && functions[symbol] != 0) {
            return Function.of((byte) (functions[symbol] - 1));
        }
        String name = event.symbols.name(symbol);
        Function function = Function.named(name);
        if (function == null) {
            throw new MalformedValue(":f :" + ValuePrinter.quoted(name)
                    + " is not an operation of the journal model, which has " + Function.names());
        }
        if (symbol >= functions.length) {
            functions = Arrays.copyOf(functions, Math.max(symbol + 1, functions.length * 2));
        }
        functions[symbol] = (byte) (function.code() + 1);
        return function;
    }

    private static void keepIndex(JournalHistory h, int op, long index, int rank) {
        if (index == rank && h.index.length == 0) {
            return;
        }
        if (h.index.length <= op) {
            int known = h.index.length;
            h.index = Arrays.copyOf(h.index, Math.max(h.invokeRank.length, op + 1));
            for (int i = known; i < op; i++) {
                h.index[i] = h.invokeRank[i];
            }
        }
        h.index[op] = index;
    }

    private String place(Event event) {
        return source + ":"
                + (event.line > 0 ? event.line + ":" + event.column + ": " : " event " + event.index + ": ");
    }

    /** Makes room for an operation and what comes after its parts. */
    static void roomForOp(JournalHistory h, int op) {
        if (op + 1 < h.invokeRank.length) {
            return;
        }
        int n = JournalValueDecoder.grown(h.invokeRank.length);
        h.invokeRank = Arrays.copyOf(h.invokeRank, n);
        h.completeRank = Arrays.copyOf(h.completeRank, n);
        h.invokeTime = Arrays.copyOf(h.invokeTime, n);
        h.completeTime = Arrays.copyOf(h.completeTime, n);
        h.process = Arrays.copyOf(h.process, n);
        h.function = Arrays.copyOf(h.function, n);
        h.status = Arrays.copyOf(h.status, n);
        h.firstPart = Arrays.copyOf(h.firstPart, n + 1);
    }

    /** A value that is not of the shape that its operation has; the builder adds the place. */
    static final class MalformedValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedValue(String message) {
            super(message, null, false, false);
        }
    }
}
