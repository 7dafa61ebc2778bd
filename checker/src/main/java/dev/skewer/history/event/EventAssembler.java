package dev.skewer.history.event;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.history.ValuePrinter;
import dev.skewer.history.value.PlainValues;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the fields that a parser finds, whatever the format, and checks their types. What is missing is another
 * matter, for that may depend on the events before: {@link MissingFields}.
 *
 * <p>A parser calls {@link #begin}, then for each known field {@link #tapeFor}, puts the field's value on that tape and
 * calls {@link #take}, and at last {@link #end}, which adds the event to a batch.
 */
public final class EventAssembler {
    /** Where the field at hand stands, for complaints about it. */
    public interface Place {
        /** A complaint about that place. */
        HistoryException error(String message);
    }

    private static final EventType[] TYPES = EventType.values();

    private final Symbols symbols;
    private final Place place;

    private EventBatch batch = new EventBatch();
    /** The fields that the event has: bits of {@link EventField}. */
    private int present;
    /** Those of them that are not nil. */
    int known;

    public long line;
    public long column;
    long index;
    long time;
    public int process;
    /** The position of the {@link #type} among all types. */
    int typeNumber;

    int f;
    /** Where on the batch's tape the value begins and ends, as a pair; 0 if there is none. */
    long value;

    long error;
    long key;
    long timestamps;

    /** What is wrong with a value of the event that may not be needed; null if nothing is. */
    private @Nullable HistoryException doubt;

    private final Tape scalar = new Tape();
    /** Where on the batch's tape the field at hand begins. */
    private int from;

    /**
     * An assembler of the events of one history.
     *
     * @param symbols must still be empty
     */
    public EventAssembler(Symbols symbols, Place place) {
        this.symbols = symbols;
        this.place = place;
        for (EventType each : TYPES) {
            // So the symbol of a type's name is its ordinal.
            symbols.intern(each.name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Begins an event.
     *
     * @param batch takes it in the end
     * @param line where its map begins
     * @param column where its map begins
     */
    public void begin(EventBatch batch, long line, long column) {
        this.batch = batch;
        this.line = line;
        this.column = column;
        present = 0;
        known = 0;
        value = 0;
        error = 0;
        key = 0;
        timestamps = 0;
        doubt = null;
        f = 0;
        process = 0;
        typeNumber = 0;
    }

    /**
     * Takes note of what is wrong with a field that may be anything where nothing needs it, which then counts as nil. It is an
     * error only where it matters: in what a client called and what it was answered. The value of another completion says
     * nothing, the nemesis's is its own, and an error is for people.
     *
     * @param field {@code VALUE}, {@code KEY}, {@code TS} or {@code ERROR}, just read and not yet taken
     * @param wrong what is wrong; null if nothing is
     */
    void doubt(EventField field, @Nullable HistoryException wrong) {
        if (wrong == null) {
            return;
        }
        batch.tape().truncate(from);
        if (field != EventField.ERROR && doubt == null) {
            doubt = wrong;
        }
    }

    /** The tape to put a field's value on; the field must not have come before. */
    public Tape tapeFor(EventField field) {
        come(field);
        return switch (field) {
            case VALUE, ERROR, KEY, TS -> {
                Tape tape = batch.tape();
                tape.beginValue();
                from = tape.size();
                yield tape;
            }
            default -> {
                scalar.clear();
                yield scalar;
            }
        };
    }

    /** Whether a field may be any value, as far as a format knows. */
    boolean isAnyValue(EventField field) {
        return switch (field) {
            case VALUE, ERROR, KEY, TS -> true;
            case INDEX, TIME, PROCESS, TYPE, F -> false;
        };
    }

    /** The type of the event, if it has been taken. */
    public EventType type() {
        return TYPES[typeNumber];
    }

    /** Whether the event has a field. */
    public boolean has(EventField field) {
        return (present & field.bit) != 0;
    }

    /** Takes a field that is an integer from zero up, and has not come before; false if it cannot be taken as such. */
    boolean takeNumber(EventField field, long number) {
        switch (field) {
            case INDEX -> index = number;
            case TIME -> time = number;
            default -> {
                if (field != EventField.PROCESS || number > Integer.MAX_VALUE) {
                    return false;
                }
                process = (int) number;
            }
        }
        present |= field.bit;
        known |= field.bit;
        return true;
    }

    /** Takes a field that is a name, if that is known, and has not come before; false if it cannot be taken as such. */
    boolean takeName(EventField field, int symbol) {
        if (field == EventField.TYPE && symbol >= 0 && symbol < TYPES.length) {
            typeNumber = symbol;
        } else if (field == EventField.F && symbol >= 0 && isPlain(symbol)) {
            f = symbol;
        } else {
            return false;
        }
        present |= field.bit;
        known |= field.bit;
        return true;
    }

    /** Takes a field that may be any value, and has not come before; false if it is no plain one, and then all is as before. */
    boolean takePlain(EventField field, PlainValues values) {
        Tape tape = batch.tape();
        tape.beginValue();
        from = tape.size();
        if (!values.read(tape)) {
            return false;
        }
        present |= field.bit;
        take(field);
        return true;
    }

    /** Whether a name is not empty and has no colon. */
    private boolean isPlain(int symbol) {
        return symbols.length(symbol) > 0 && symbols.arena()[symbols.offset(symbol)] != ':';
    }

    private void come(EventField field) {
        if ((present & field.bit) != 0) {
            throw place.error("a second :" + field.id + " in one event; each key may be there once");
        }
        present |= field.bit;
    }

    /** Takes a field whose value is on the tape of {@link #tapeFor}; nil counts as absent. */
    public void take(EventField field) {
        switch (field) {
            case VALUE -> value = range();
            case ERROR -> error = range();
            case KEY -> key = range();
            case TS -> timestamps = range();
            default -> {
                if (!scalar.isNil()) {
                    takeScalar(field);
                }
            }
        }
    }

    private long range() {
        Tape tape = batch.tape();
        tape.requireValueFits();
        return EventBatch.pair(from, tape.size());
    }

    private void takeScalar(EventField field) {
        boolean isKnown = true;
        switch (field) {
            case INDEX -> isKnown = takeIndex();
            case TIME -> isKnown = takeTime();
            case PROCESS -> process = process();
            case TYPE -> typeNumber = takeType();
            default -> f = name("the function, such as :read");
        }
        known |= isKnown ? field.bit : 0;
    }

    /** Ends the event. */
    public void end() {
        if (doubt != null && !isValueIdle()) {
            throw doubt;
        }
        batch.add(this, symbols.size());
    }

    /** No verdict depends on an index, so one that is none counts as missing; Jepsen has -1 where there is none. */
    private boolean takeIndex() {
        boolean isIndex = scalar.isInteger(0) && scalar.integer(0) >= 0;
        index = isIndex ? scalar.integer(0) : 0;
        return isIndex;
    }

    /** No verdict depends on a time, so one that is none counts as missing. */
    private boolean takeTime() {
        time = scalar.isInteger(0) ? scalar.integer(0) : 0;
        return scalar.isInteger(0);
    }

    private int process() {
        if (scalar.isInteger(0)) {
            return Event.processNumbered(scalar.integer(0), symbols);
        }
        if (!isName()) {
            throw wrong(EventField.PROCESS, "an integer, or a name such as \"client-1\" or :nemesis");
        }
        // All colons, for a name that kept one would lose it when it is written and read again.
        int symbol = Token.symbol(scalar.token(0));
        for (int shorter = withoutColon(symbol); shorter != symbol; shorter = withoutColon(symbol)) {
            symbol = shorter;
        }
        return Event.processNamed(symbol, symbols);
    }

    private int takeType() {
        String expected = ":invoke, :ok, :fail or :info";
        int name = isName() ? name(expected) : TYPES.length;
        if (name >= TYPES.length) {
            throw wrong(EventField.TYPE, expected);
        }
        return name;
    }

    private boolean isName() {
        int kind = Token.kind(scalar.token(0));
        return kind == Token.KEYWORD || kind == Token.STRING || kind == Token.SYMBOL;
    }

    /** The symbol of a field that is a keyword, a string (in JSON perhaps with a colon), or a bare symbol. */
    private int name(String expected) {
        int symbol = isName() ? withoutColon(Token.symbol(scalar.token(0))) : -1;
        if (symbol < 0 || symbols.length(symbol) == 0) {
            throw place.error(shown() + " is no name; right would be " + expected);
        }
        return symbol;
    }

    private int withoutColon(int symbol) {
        boolean hasColon = symbols.length(symbol) > 0 && symbols.arena()[symbols.offset(symbol)] == ':';
        return hasColon ? symbols.intern(symbols.name(symbol).substring(1)) : symbol;
    }

    private HistoryException wrong(EventField field, String expected) {
        return place.error(":" + field.id + " " + shown() + " cannot be; right would be " + expected);
    }

    private String shown() {
        return ValuePrinter.text(scalar, 0, symbols, 60);
    }

    /** Whether the value of the event says nothing of what clients saw. */
    private boolean isValueIdle() {
        boolean isTyped = (known & EventField.TYPE.bit) != 0;
        return isTyped && (type() == EventType.FAIL || type() == EventType.INFO || process == Event.NEMESIS);
    }
}
