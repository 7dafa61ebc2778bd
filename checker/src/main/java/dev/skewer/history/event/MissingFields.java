package dev.skewer.history.event;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;

/**
 * Fills in what the events of one history leave out, event by event, and says what is required. What an event's index, time
 * and process are, if it does not say, depends on the events before it.
 */
public final class MissingFields {
    private static final String REQUIRED = "; every event needs :type, :f and :process";

    private final int transaction;

    private long nextIndex;
    private long nextTime;
    private boolean first = true;
    /** Whether the history goes without {@code :process}; decided by its first event. */
    private boolean withoutProcesses;
    /** The process of the next event of a history without processes. */
    private int onlyProcess;

    /**
     * For the events of one history.
     *
     * @param symbols the names of the history
     */
    public MissingFields(Symbols symbols) {
        this.transaction = symbols.intern("txn");
    }

    /**
     * Takes the next event.
     *
     * @param event has the fields that are known
     * @param known these are: bits of {@link EventField}
     * @throws HistoryException if something is missing that every event needs
     */
    public void fillIn(Event event, int known) {
        if (isMissing(EventField.TYPE, known)) {
            throw missing(event, EventField.TYPE, REQUIRED + ", and :type is :invoke, :ok, :fail or :info");
        }
        if (isMissing(EventField.F, known)) {
            if (!isTransaction(event.value)) {
                throw missing(
                        event,
                        EventField.F,
                        REQUIRED + " (only a transaction, a :value such as [[:append 1 2]]," + " may go without :f)");
            }
            event.f = transaction;
        }
        fillProcess(event, isMissing(EventField.PROCESS, known));
        if (isMissing(EventField.INDEX, known)) {
            if (nextIndex < 0) {
                throw missing(event, EventField.INDEX, " and cannot be one more than the event's before");
            }
            event.index = nextIndex;
        }
        if (isMissing(EventField.TIME, known)) {
            event.time = nextTime;
        }
        nextIndex = event.index + 1;
        nextTime = event.time + (event.time == Long.MAX_VALUE ? 0 : 1);
        first = false;
    }

    private void fillProcess(Event event, boolean missing) {
        if (first) {
            withoutProcesses = missing;
        } else if (withoutProcesses != missing) {
            throw missing
                    ? missing(event, EventField.PROCESS, REQUIRED)
                    : error(
                            event,
                            ":process is here, but the first event has none; either all events have it or no one");
        }
        if (missing) {
            event.process = onlyProcess;
            if (event.type == EventType.INFO) {
                // An operation without a known end never ends; a fresh process takes its place.
                onlyProcess++;
            }
        }
    }

    /** Whether a value is what Elle takes for a transaction: a sequence of operations, each a sequence led by a name. */
    private static boolean isTransaction(Tape value) {
        if (!Token.isSequence(value.token(0))) {
            return false;
        }
        int end = value.skip(0);
        for (int at = 1; at < end; at = value.skip(at)) {
            if (!Token.isSequence(value.token(at)) || Token.span(value.token(at)) == 0) {
                return false;
            }
            int lead = Token.kind(value.token(at + 1));
            if (lead != Token.KEYWORD && lead != Token.STRING && lead != Token.SYMBOL) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMissing(EventField field, int known) {
        return (known & field.bit) == 0;
    }

    private static HistoryException missing(Event event, EventField field, String rest) {
        return error(event, "the event that begins here has no :" + field.id + rest);
    }

    private static HistoryException error(Event event, String message) {
        return new HistoryException(event.file, event.line, event.column, message);
    }
}
