package dev.skewer.history;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the fields that a reader finds, whatever the format: checks their types, fills in what is missing, and
 * says what is required.
 *
 * <p>A reader calls {@link #begin}, then for each known field {@link #tapeFor}, puts the field's value on that tape and
 * calls {@link #take}, and at last {@link #end}.
 */
final class EventAssembler {
    /** Where the field at hand stands, for complaints about it. */
    interface Place {
        /** A complaint about that place. */
        HistoryException error(String message);
    }

    private static final EventType[] TYPES = EventType.values();
    private static final String REQUIRED = "; every event needs :type, :f and :process";

    private final Symbols symbols;
    private final String file;
    private final Place place;

    private final int transaction;

    private Event event;
    private long line;
    private long column;
    /** The fields that the event has: bits of {@link EventField}. */
    private int present;
    /** Those of them that are not nil. */
    private int known;

    private long nextIndex;
    private long nextTime;
    private boolean first = true;
    /** Whether the history goes without {@code :process}; decided by its first event. */
    private boolean withoutProcesses;
    /** The process of the next event of a history without processes. */
    private int onlyProcess;

    /** What is wrong with a value of the event that may not be needed; null if nothing is. */
    private @Nullable HistoryException doubt;

    private final Tape scalar = new Tape();

    /**
     * An assembler of the events of one history.
     *
     * @param symbols must still be empty
     * @param file what to call the history in messages
     */
    EventAssembler(Symbols symbols, String file, Place place) {
        this.symbols = symbols;
        this.file = file;
        this.place = place;
        for (EventType type : TYPES) {
            // So the symbol of a type's name is its ordinal.
            symbols.intern(type.name().toLowerCase(Locale.ROOT));
        }
        this.transaction = symbols.intern("txn");
        this.event = new Event(symbols);
    }

    /**
     * Begins an event.
     *
     * @param event is cleared, and filled by what follows
     * @param line where its map begins
     * @param column where its map begins
     */
    void begin(Event event, long line, long column) {
        event.clear();
        event.file = file;
        event.line = line;
        event.column = column;
        this.event = event;
        this.line = line;
        this.column = column;
        present = 0;
        known = 0;
        doubt = null;
    }

    /**
     * Takes note of what is wrong with a field that may be anything where nothing needs it, which then counts as nil. It is an
     * error only where it matters: in what a client called and what it was answered. The value of another completion says
     * nothing, the nemesis's is its own, and an error is for people.
     *
     * @param field {@code VALUE}, {@code KEY} or {@code ERROR}, just read
     * @param wrong what is wrong; null if nothing is
     */
    void doubt(EventField field, @Nullable HistoryException wrong) {
        if (wrong == null) {
            return;
        }
        switch (field) {
            case VALUE -> event.value.clear();
            case KEY -> event.key.clear();
            default -> event.error.clear();
        }
        if (field != EventField.ERROR && doubt == null) {
            doubt = wrong;
        }
    }

    /** The empty tape to put a field's value on; the field must not have come before. */
    Tape tapeFor(EventField field) {
        if ((present & field.bit) != 0) {
            throw place.error("a second :" + field.id + " in one event; each key may be there once");
        }
        present |= field.bit;
        return switch (field) {
            case VALUE -> event.value;
            case ERROR -> event.error;
            case KEY -> event.key;
            default -> {
                scalar.clear();
                yield scalar;
            }
        };
    }

    /** Takes a field whose value is on the tape of {@link #tapeFor}; nil counts as absent. */
    void take(EventField field) {
        switch (field) {
            case VALUE, ERROR, KEY -> {
                return;
            }
            default -> {
                if (scalar.isNil()) {
                    return;
                }
            }
        }
        boolean isKnown = true;
        switch (field) {
            case INDEX -> isKnown = takeIndex();
            case TIME -> isKnown = takeTime();
            case PROCESS -> event.process = process();
            case TYPE -> event.type = type();
            default -> event.f = name("the function, such as :read");
        }
        known |= isKnown ? field.bit : 0;
    }

    /** No verdict depends on an index, so one that is none counts as missing; Jepsen has -1 where there is none. */
    private boolean takeIndex() {
        boolean isIndex = scalar.isInteger(0) && scalar.integer(0) >= 0;
        event.index = isIndex ? scalar.integer(0) : 0;
        return isIndex;
    }

    /** No verdict depends on a time, so one that is none counts as missing. */
    private boolean takeTime() {
        event.time = scalar.isInteger(0) ? scalar.integer(0) : 0;
        return scalar.isInteger(0);
    }

    private int process() {
        if (scalar.isInteger(0)) {
            return Event.processNumbered(scalar.integer(0), symbols);
        }
        if (!isName()) {
            throw wrong(EventField.PROCESS, "an integer, or a name such as \"client-1\" or :nemesis");
        }
        return Event.processNamed(withoutColon(Token.symbol(scalar.token(0))), symbols);
    }

    private EventType type() {
        String expected = ":invoke, :ok, :fail or :info";
        int name = isName() ? name(expected) : TYPES.length;
        if (name >= TYPES.length) {
            throw wrong(EventField.TYPE, expected);
        }
        return TYPES[name];
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

    /** Ends the event: everything required must be there, and what may be missing is filled in. */
    void end() {
        if (doubt != null && !isValueIdle()) {
            throw doubt;
        }
        if (isMissing(EventField.TYPE)) {
            throw missing(EventField.TYPE, REQUIRED + ", and :type is :invoke, :ok, :fail or :info");
        }
        if (isMissing(EventField.F)) {
            if (!isTransaction(event.value)) {
                throw missing(
                        EventField.F,
                        REQUIRED + " (only a transaction, a :value such as [[:append 1 2]]," + " may go without :f)");
            }
            event.f = transaction;
        }
        fillProcess();
        if (isMissing(EventField.INDEX)) {
            if (nextIndex < 0) {
                throw missing(EventField.INDEX, " and cannot be one more than the event's before");
            }
            event.index = nextIndex;
        }
        if (isMissing(EventField.TIME)) {
            event.time = nextTime;
        }
        nextIndex = event.index + 1;
        nextTime = event.time + (event.time == Long.MAX_VALUE ? 0 : 1);
        first = false;
    }

    /** Whether the value of the event says nothing of what clients saw. */
    private boolean isValueIdle() {
        return !isMissing(EventField.TYPE)
                && (event.type == EventType.FAIL || event.type == EventType.INFO || event.process == Event.NEMESIS);
    }

    private void fillProcess() {
        boolean missing = isMissing(EventField.PROCESS);
        if (first) {
            withoutProcesses = missing;
        } else if (withoutProcesses != missing) {
            throw missing
                    ? missing(EventField.PROCESS, REQUIRED)
                    : error(":process is here, but the first event has none; either all events have it or no one");
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

    private boolean isMissing(EventField field) {
        return (known & field.bit) == 0;
    }

    private HistoryException missing(EventField field, String rest) {
        return error("the event that begins here has no :" + field.id + rest);
    }

    private HistoryException error(String message) {
        return new HistoryException(file, line, column, message);
    }
}
