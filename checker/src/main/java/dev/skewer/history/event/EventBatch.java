package dev.skewer.history.event;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.history.input.ByteInput;
import java.util.Arrays;

/**
 * Events as they stand in a text, one after the other in two arrays of longs: a row of fields for each event, and one tape
 * for the values of all. What an event leaves out is still missing here; {@link MissingFields} fills it in.
 *
 * <p>Lines and columns are those of the {@link ByteInput} that the events were read from.
 */
public final class EventBatch {
    private static final int INDEX = 0;
    private static final int TIME = 1;
    private static final int LINE = 2;
    private static final int COLUMN = 3;
    /** The function's symbol, and the process. */
    private static final int FUNCTION = 4;
    /** Where on the tape the value begins and ends; nothing lies between if there is none. */
    private static final int VALUE = 5;

    private static final int ERROR = 6;
    private static final int KEY = 7;
    private static final int TIMESTAMPS = 8;
    /** The size of the table of names behind the event, the fields that are known, and the type. */
    private static final int REST = 9;

    private static final int ROW = 10;

    private static final int TYPE_BITS = 2;
    private static final EventType[] TYPES = EventType.values();

    /** Rows and a tape that took more than this are not kept for the next batch. */
    private static final int KEPT = 1 << 18;

    /** The values of all events. */
    private Tape tape = new Tape();

    private long[] rows = new long[16 * ROW];
    private int size;

    /** Drops all events. */
    public void clear() {
        size = 0;
        tape.clear();
        if (rows.length > KEPT) {
            rows = new long[16 * ROW];
        }
        if (tape.capacity() > KEPT) {
            tape = new Tape();
        }
    }

    /** The number of events. */
    public int size() {
        return size;
    }

    /** The tape on which values are put before {@link #add} takes their ranges. */
    Tape tape() {
        return tape;
    }

    /**
     * Adds an event whose values are on the tape.
     *
     * @param fields what it has
     * @param names the size of the table of names, as the event leaves it
     */
    void add(EventAssembler fields, int names) {
        int at = size * ROW;
        if (at + ROW > rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        rows[at + INDEX] = fields.index;
        rows[at + TIME] = fields.time;
        rows[at + LINE] = fields.line;
        rows[at + COLUMN] = fields.column;
        rows[at + FUNCTION] = pair(fields.f, fields.process);
        rows[at + VALUE] = fields.value;
        rows[at + ERROR] = fields.error;
        rows[at + KEY] = fields.key;
        rows[at + TIMESTAMPS] = fields.timestamps;
        rows[at + REST] = pair(names, (fields.known << TYPE_BITS) | fields.typeNumber);
        size++;
    }

    /** Two numbers in one long. */
    static long pair(int first, int second) {
        return ((long) first << Integer.SIZE) | (second & 0xffffffffL);
    }

    private static int first(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    private static int second(long pair) {
        return (int) pair;
    }

    /** The size that the table of names had behind an event. */
    public int names(int i) {
        return first(rows[i * ROW + REST]);
    }

    /** The fields that an event has and that are not nil: bits of {@link EventField}. */
    public int known(int i) {
        return second(rows[i * ROW + REST]) >>> TYPE_BITS;
    }

    /**
     * Copies an event. Its file is left as it is.
     *
     * @param i from zero
     */
    public void copy(int i, Event event) {
        int at = i * ROW;
        event.index = rows[at + INDEX];
        event.time = rows[at + TIME];
        event.line = rows[at + LINE];
        event.column = rows[at + COLUMN];
        event.f = first(rows[at + FUNCTION]);
        event.process = second(rows[at + FUNCTION]);
        event.type = TYPES[second(rows[at + REST]) & ((1 << TYPE_BITS) - 1)];
        copy(rows[at + VALUE], event.value);
        copy(rows[at + ERROR], event.error);
        copy(rows[at + KEY], event.key);
        copy(rows[at + TIMESTAMPS], event.timestamps);
    }

    private void copy(long range, Tape into) {
        into.clear();
        if (range != 0) {
            into.addRange(tape, first(range), second(range));
        }
    }

    /**
     * Gives the names of an event other symbols.
     *
     * @param i the event
     * @param first symbols below this one stay as they are
     * @param symbols what each symbol from {@code first} on becomes
     */
    public void rename(int i, int first, int[] symbols) {
        int at = i * ROW;
        int f = first(rows[at + FUNCTION]);
        int process = second(rows[at + FUNCTION]);
        if (f >= first) {
            f = symbols[f - first];
        }
        if (process < Event.NEMESIS && Event.processSymbol(process) >= first) {
            process = Event.processOfSymbol(symbols[Event.processSymbol(process) - first]);
        }
        rows[at + FUNCTION] = pair(f, process);
        for (int column = VALUE; column <= TIMESTAMPS; column++) {
            tape.rename(first(rows[at + column]), second(rows[at + column]), first, symbols);
        }
    }
}
