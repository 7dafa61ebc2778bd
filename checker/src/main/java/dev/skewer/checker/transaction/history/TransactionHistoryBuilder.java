package dev.skewer.checker.transaction.history;

import static dev.skewer.checker.transaction.history.TransactionHistory.NEVER;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.HistoryException;
import dev.skewer.history.OpenOperations;
import dev.skewer.history.Symbols;
import dev.skewer.history.Token;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a history of transactions, in order, and keeps them as a {@link TransactionHistory}. Events of the nemesis are
 * passed over. A transaction that is still open in the end is one of unknown outcome; so is one that ended as info, whatever value
 * that event carries; only if its invocation had none, this says what it was to do. One thread at a time.
 */
public final class TransactionHistoryBuilder implements EventSink {
    private final DataType type;
    private final String source;
    private final boolean hasTimestamps;
    private final OpenOperations open = new OpenOperations();
    private @Nullable TransactionHistory history;
    private @Nullable MicroOpDecoder decoder;
    /** Transactions that were invoked without a value, and of which no completion has told what they did. */
    private final BitSet blank = new BitSet();

    private int ranks;

    /**
     * A builder for a history with a name.
     *
     * @param type what its objects are
     * @param source what to call the history in messages, such as its file name
     */
    public TransactionHistoryBuilder(DataType type, String source) {
        this(type, source, false);
    }

    /**
     * The same for a history whose transactions may have timestamps.
     *
     * @param hasTimestamps whether these are kept; otherwise they are passed over
     */
    public TransactionHistoryBuilder(DataType type, String source, boolean hasTimestamps) {
        this.type = type;
        this.source = source;
        this.hasTimestamps = hasTimestamps;
    }

    @Override
    public void accept(Event event) {
        if (!open.isOfClient(event)) {
            return;
        }
        TransactionHistory h = history(event.symbols);
        if (ranks == NEVER - 1) {
            throw new HistoryException(source + ": more than two thousand million events; split the history");
        }
        int rank = ranks++;
        try {
            switch (event.type) {
                case INVOKE -> invoke(h, event, rank);
                case OK -> {
                    int op = complete(h, event, rank, TransactionHistory.OK);
                    settle(h, op);
                    decoder().complete(op, event.value);
                    if (hasTimestamps) {
                        h.timestamps.take(op, event);
                    }
                }
                case FAIL -> settle(h, complete(h, event, rank, TransactionHistory.FAIL));
                case INFO -> {
                    int op = open.complete(event);
                    if (blank.get(op) && Token.isSequence(event.value.token(0))) {
                        decoder().invoke(op, event.value);
                        settle(h, op);
                    }
                }
            }
        } catch (MicroOpDecoder.MalformedTransaction malformed) {
            throw event.complaint(malformed.getMessage());
        }
    }

    /** How many transactions have ended, whether as ok, fail or info. */
    public long completed() {
        return open.completed();
    }

    /**
     * The history so far. It shares this builder's columns: it is valid until the next event is accepted, and costs nothing to
     * make.
     */
    public TransactionHistory build() {
        return history == null ? new TransactionHistory(type, source, new Symbols()) : history;
    }

    private TransactionHistory history(Symbols symbols) {
        if (history == null) {
            history = new TransactionHistory(type, source, symbols);
            decoder = new MicroOpDecoder(history);
        } else if (history.symbols != symbols) {
            throw new IllegalArgumentException("all events of one history share one table of symbols");
        }
        return history;
    }

    private MicroOpDecoder decoder() {
        return java.util.Objects.requireNonNull(decoder);
    }

    private void invoke(TransactionHistory h, Event event, int rank) {
        h.roomForTransaction();
        int op = h.size;
        open.invoke(event, op);
        h.status[op] = TransactionHistory.INFO;
        h.process[op] = event.process;
        h.invoked[op] = rank;
        h.completed[op] = NEVER;
        h.invokeTime[op] = event.time;
        h.completeTime[op] = -1;
        h.keepIndex(op, event.index);
        h.size = op + 1;
        decoder().invoke(op, event.value);
        if (event.value.isNil()) {
            blank.set(op);
            h.blank++;
        }
    }

    /** Takes note that it is known what a transaction did, or that it did nothing. */
    private void settle(TransactionHistory h, int op) {
        if (blank.get(op)) {
            blank.clear(op);
            h.blank--;
        }
    }

    private int complete(TransactionHistory h, Event event, int rank, byte status) {
        int op = open.complete(event);
        h.status[op] = status;
        h.completed[op] = rank;
        h.completeTime[op] = event.time;
        return op;
    }
}
