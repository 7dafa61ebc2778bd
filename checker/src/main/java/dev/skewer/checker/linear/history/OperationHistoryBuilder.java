package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.history.OperationHistory.Status;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.HistoryException;
import dev.skewer.history.OpenOperations;
import dev.skewer.history.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a history, in order, and keeps them as an {@link OperationHistory}. Events of the nemesis are passed
 * over. An operation that is still open in the end is one of unknown outcome; so is one that ended as info, whatever
 * value that event carries. One thread at a time.
 */
public final class OperationHistoryBuilder implements EventSink {
    private final String source;
    private final OpenOperations open = new OpenOperations();
    private @Nullable OperationHistory history;
    private int ranks;

    /**
     * A builder for a history with a name.
     *
     * @param source what to call the history in messages, such as its file name
     */
    public OperationHistoryBuilder(String source) {
        this.source = source;
    }

    @Override
    public void accept(Event event) {
        if (!open.isOfClient(event)) {
            return;
        }
        OperationHistory h = history(event.symbols);
        if (ranks == Calls.NEVER - 1) {
            throw new HistoryException(source + ": more than two thousand million events; split the history");
        }
        int rank = ranks++;
        switch (event.type) {
            case INVOKE -> invoke(h, event, rank);
            case OK -> {
                int op = complete(h, event, rank, Status.OK);
                h.output[op] = h.values.of(event.value, 0);
            }
            case FAIL -> complete(h, event, rank, Status.FAIL);
            case INFO -> open.complete(event);
        }
    }

    /** How many operations of clients have ended, whether as ok, fail or info. */
    public long completed() {
        return open.completed();
    }

    /** The history so far; it shares this builder's columns and is valid until the next event is accepted. */
    public OperationHistory build() {
        return history == null ? new OperationHistory(source, new Symbols()) : history;
    }

    private OperationHistory history(Symbols symbols) {
        if (history == null) {
            history = new OperationHistory(source, symbols);
        } else if (history.symbols != symbols) {
            throw new IllegalArgumentException("all events of one history share one table of symbols");
        }
        return history;
    }

    private void invoke(OperationHistory h, Event event, int rank) {
        h.roomForOne();
        int op = h.ops;
        open.invoke(event, op);
        h.f[op] = event.f;
        h.key[op] = h.values.of(event.key, 0);
        h.input[op] = h.values.of(event.value, 0);
        h.output[op] = Calls.NONE;
        h.status[op] = Status.INFO;
        h.process[op] = event.process;
        h.invoked[op] = rank;
        h.completed[op] = Calls.NEVER;
        h.invokeTime[op] = event.time;
        h.completeTime[op] = -1;
        h.index[op] = event.index;
        h.line[op] = (int) Math.min(event.line, Integer.MAX_VALUE);
        h.ops++;
    }

    private int complete(OperationHistory h, Event event, int rank, Status status) {
        int op = open.complete(event);
        h.status[op] = status;
        h.completed[op] = rank;
        h.completeTime[op] = event.time;
        return op;
    }
}
