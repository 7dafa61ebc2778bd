package dev.skewer.checker.invariant.history;

import dev.skewer.checker.invariant.history.RecordedOperations.Status;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.HistoryException;
import dev.skewer.history.OpenOperations;
import dev.skewer.history.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a history, in order, and keeps those of clients as {@link RecordedOperations}. An operation that is still
 * open is one of unknown outcome. One thread at a time; constant time an event, beside its values.
 */
public final class OperationRecorder implements EventSink {
    private final String source;
    private final OpenOperations open = new OpenOperations();
    private @Nullable RecordedOperations operations;
    private int ranks;

    /** For a history with a name, which messages call it by. */
    public OperationRecorder(String source) {
        this.source = source;
    }

    @Override
    public void accept(Event event) {
        if (!open.isOfClient(event)) {
            return;
        }
        if (ranks == RecordedOperations.NEVER - 1) {
            throw new HistoryException(source + ": more than two thousand million events; split the history");
        }
        RecordedOperations all = operations(event.symbols);
        if (event.type == EventType.INVOKE) {
            invoke(all, event, ranks++);
            return;
        }
        int op = open.complete(event);
        all.status[op] =
                event.type == EventType.OK ? Status.OK : event.type == EventType.FAIL ? Status.FAIL : Status.INFO;
        all.completed[op] = ranks++;
        all.completeTime[op] = event.time;
        all.output[op] = all.keep(event.value);
    }

    private void invoke(RecordedOperations all, Event event, int rank) {
        open.invoke(event, all.size());
        int op = all.add();
        all.function[op] = event.f;
        all.process[op] = event.process;
        all.status[op] = Status.INFO;
        all.invoked[op] = rank;
        all.completed[op] = RecordedOperations.NEVER;
        all.input[op] = all.keep(event.value);
        all.output[op] = RecordedOperations.NONE;
        all.key[op] = all.keep(event.key);
        all.invokeTime[op] = event.time;
        all.completeTime[op] = -1;
        all.index[op] = event.index;
        all.line[op] = (int) Math.min(event.line, Integer.MAX_VALUE);
    }

    private RecordedOperations operations(Symbols symbols) {
        if (operations == null) {
            operations = new RecordedOperations(source, symbols);
        }
        return operations;
    }

    /** How many operations of clients have ended. */
    public long completed() {
        return open.completed();
    }

    /** The operations so far; valid until the next event is accepted. */
    public RecordedOperations operations() {
        return operations == null ? new RecordedOperations(source, new Symbols()) : operations;
    }
}
