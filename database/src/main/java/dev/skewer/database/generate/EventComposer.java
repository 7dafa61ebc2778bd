package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import dev.skewer.database.Transaction;
import dev.skewer.database.ValueBuffer;
import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.io.IOException;

/** Turns transactions into events as Jepsen and Elle write them: {@code :f :txn, :value [[:append 3 1] [:r 4 nil]]}. */
final class EventComposer {
    private final DataType type;
    private final EventSink sink;
    private final Event event;
    private final int function;
    private final int read;
    private final int predicateRead;
    private final int write;
    private long index;

    EventComposer(DataType type, EventSink sink) {
        this.type = type;
        this.sink = sink;
        var symbols = new Symbols();
        event = new Event(symbols);
        function = symbols.intern("txn");
        read = symbols.intern("r");
        predicateRead = symbols.intern("rp");
        write = symbols.intern(
                switch (type) {
                    case LIST_APPEND -> "append";
                    case RW_REGISTER -> "w";
                    case SET_ADD -> "add";
                });
    }

    /**
     * Writes an event of a transaction that took effect, with its timestamps.
     *
     * @param transaction committed
     */
    void emit(long time, int process, MicroOperations operations, Transaction transaction) throws IOException {
        Tape timestamps = event.timestamps;
        int both = timestamps.begin(Token.VECTOR);
        timestamps.addInt(transaction.startTimestamp());
        if (operations.hasWrite()) {
            timestamps.addInt(transaction.commitTimestamp());
        }
        timestamps.end(both);
        emit(time, process, EventType.OK, operations);
        timestamps.clear();
    }

    /**
     * Writes an event.
     *
     * @param kind what the reads saw is known in an {@link EventType#OK} only
     */
    void emit(long time, int process, EventType kind, MicroOperations operations) throws IOException {
        event.index = index++;
        event.time = time;
        event.process = process;
        event.type = kind;
        event.f = function;
        Tape value = event.value;
        value.clear();
        int all = value.begin(Token.VECTOR);
        for (int at = 0; at < operations.size(); at = operations.next(at)) {
            if (operations.isPredicateRead(at)) {
                addPredicateRead(value, kind, operations, at);
                continue;
            }
            int one = value.begin(Token.VECTOR);
            value.addKeyword(operations.isRead(at) ? read : write);
            value.addInt(operations.key(at));
            if (!operations.isRead(at)) {
                value.addInt(operations.written(at));
            } else if (kind == EventType.OK) {
                addSeen(value, operations.seen(), operations.seenFrom(at), operations.seenTo(at));
            } else {
                value.addNil();
            }
            value.end(one);
        }
        value.end(all);
        sink.accept(event);
    }

    /** {@code [:rp [k …] {k v …}]}: what was asked for, and what of it was found. */
    private void addPredicateRead(Tape value, EventType kind, MicroOperations operations, int from) {
        int to = operations.next(from);
        int one = value.begin(Token.VECTOR);
        value.addKeyword(predicateRead);
        int asked = value.begin(Token.VECTOR);
        for (int at = from; at < to; at++) {
            value.addInt(operations.key(at));
        }
        value.end(asked);
        if (kind == EventType.OK) {
            int found = value.begin(Token.MAP);
            for (int at = from; at < to; at++) {
                int begin = operations.seenFrom(at);
                int end = operations.seenTo(at);
                if (begin < end) {
                    value.addInt(operations.key(at));
                    addSeen(value, operations.seen(), begin, end);
                }
            }
            value.end(found);
        } else {
            value.addNil();
        }
        value.end(one);
    }

    private void addSeen(Tape value, ValueBuffer seen, int from, int to) {
        boolean isSet = type == DataType.SET_ADD;
        if (from == to && !isSet) {
            value.addNil();
        } else if (type == DataType.RW_REGISTER) {
            value.addInt(seen.get(to - 1));
        } else {
            int elements = value.begin(isSet ? Token.SET : Token.VECTOR);
            for (int at = from; at < to; at++) {
                value.addInt(seen.get(at));
            }
            value.end(elements);
        }
    }
}
