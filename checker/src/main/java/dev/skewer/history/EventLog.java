package dev.skewer.history;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The events of a history in memory, to be gone through as often as one likes.
 *
 * <p>Each event is a run of longs in one array: {@value #HEADER} for its fields, then its values as they are on their
 * {@link Tape}s. An event of a register takes about 70 bytes. One thread fills the log; filled, it may be replayed by
 * several threads at once, for each replay has a table of names of its own.
 */
public final class EventLog implements EventSink {
    /** Index, time, process with type and function, line, column, the sizes of value and error, those of key and timestamps. */
    private static final int HEADER = 7;

    private static final List<EventType> TYPES = List.of(EventType.values());
    private static final int TYPE_BITS = 2;

    private final Symbols symbols;
    private long[] data = new long[256];
    private int used;
    private int size;
    private String file = "";

    /**
     * An empty log.
     *
     * @param symbols the table of names that all events share; nothing may be added to it once the log is full
     */
    public EventLog(Symbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public void accept(Event event) {
        if (event.symbols != symbols) {
            throw new IllegalArgumentException("all events of one history share one table of symbols");
        }
        int value = event.value.size();
        int error = event.error.size();
        int key = event.key.size();
        int timestamps = event.timestamps.size();
        room(HEADER + (long) value + error + key + timestamps);
        int at = used;
        data[at] = event.index;
        data[at + 1] = event.time;
        data[at + 2] = (long) event.process << 32 | (long) event.f << TYPE_BITS | TYPES.indexOf(event.type);
        data[at + 3] = event.line;
        data[at + 4] = event.column;
        data[at + 5] = (long) value << 32 | error;
        data[at + 6] = (long) key << 32 | timestamps;
        at = copy(event.value, at + HEADER);
        at = copy(event.error, at);
        at = copy(event.key, at);
        used = copy(event.timestamps, at);
        file = event.file;
        size++;
    }

    private int copy(Tape tape, int to) {
        for (int i = 0; i < tape.size(); i++) {
            data[to + i] = tape.token(i);
        }
        return to + tape.size();
    }

    private void room(long count) {
        if (count > data.length - used) {
            long wanted = Math.max(used + count, data.length + (long) (data.length >> 1));
            if (used + count > Integer.MAX_VALUE - 16) {
                throw new HistoryException("the history takes more than 16 GiB in memory; split it");
            }
            data = Arrays.copyOf(data, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
        }
    }

    /** The number of events. */
    public int size() {
        return size;
    }

    /**
     * Passes all events to a sink, in order.
     *
     * @param sink takes events whose names are in a table that nobody else uses
     * @throws IOException if the sink throws it
     */
    public void replay(EventSink sink) throws IOException {
        Event event = new Event(copyOfNames());
        for (int at = 0; at < used; ) {
            event.clear();
            event.index = data[at];
            event.time = data[at + 1];
            event.process = (int) (data[at + 2] >> 32);
            event.type = TYPES.get((int) data[at + 2] & ((1 << TYPE_BITS) - 1));
            event.f = (int) data[at + 2] >>> TYPE_BITS;
            event.line = data[at + 3];
            event.column = data[at + 4];
            event.file = file;
            int value = at + HEADER;
            int error = value + (int) (data[at + 5] >>> 32);
            int key = error + (int) data[at + 5];
            int timestamps = key + (int) (data[at + 6] >>> 32);
            int end = timestamps + (int) data[at + 6];
            event.value.addRaw(data, value, error);
            event.error.addRaw(data, error, key);
            event.key.addRaw(data, key, timestamps);
            event.timestamps.addRaw(data, timestamps, end);
            at = end;
            sink.accept(event);
        }
    }

    /** Names in the same order get the same numbers. */
    private Symbols copyOfNames() {
        Symbols copy = new Symbols();
        byte[] arena = symbols.arena();
        for (int symbol = 0; symbol < symbols.size(); symbol++) {
            int from = symbols.offset(symbol);
            copy.intern(arena, from, from + symbols.length(symbol));
        }
        return copy;
    }
}
