package dev.skewer.database.generate;

import dev.skewer.database.DataType;
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
    private final int transaction;
    private final int read;
    private final int write;
    private long index;

    EventComposer(DataType type, EventSink sink) {
        this.type = type;
        this.sink = sink;
        var symbols = new Symbols();
        event = new Event(symbols);
        transaction = symbols.intern("txn");
        read = symbols.intern("r");
        write = symbols.intern(
                switch (type) {
                    case LIST_APPEND -> "append";
                    case RW_REGISTER -> "w";
                    case SET_ADD -> "add";
                });
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
        event.f = transaction;
        Tape value = event.value;
        value.clear();
        int all = value.begin(Token.VECTOR);
        for (int at = 0; at < operations.size(); at++) {
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
