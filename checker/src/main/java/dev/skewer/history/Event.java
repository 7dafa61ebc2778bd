package dev.skewer.history;

import dev.skewer.history.text.EdnNumbers;
import dev.skewer.history.text.EdnSyntax;

/**
 * One event of a history: the start or the end of an operation. Mutable and reused: a reader fills the same instance
 * again and again, so a sink must copy what it wants to keep.
 *
 * <p>Shape and field names are Jepsen's: {@code {:index 3 :time 12345 :process 0 :type :ok :f :read :value …}}.
 */
public final class Event {
    /** The process id of the nemesis (Jepsen's {@code :nemesis}). Client processes are numbered from zero. */
    public static final int NEMESIS = -1;

    /** Position in the history, from zero; where the file does not say, one more than the event's before. */
    public long index;

    /** Nanoseconds since the start of the run; where the file does not say, one more than the event's before. */
    public long time;

    /**
     * The logical process: from zero up a client with that number, {@link #NEMESIS} the nemesis, and below that a process
     * with a name, or with a number that does not fit here: then it is {@link #processNamed} of the name or the digits.
     * Whether a process with a name is a client, {@link OpenOperations} says: its events do not show it alone.
     */
    public int process;

    /** Whether the operation begins or how it ends. */
    public EventType type = EventType.INVOKE;

    /** The operation's function ({@code :f}) as a symbol of {@link #symbols}, without the colon. */
    public int f;

    /** The value; {@code nil} when absent. */
    public final Tape value = new Tape();

    /** The error of a failed or indeterminate operation; {@code nil} when absent. */
    public final Tape error = new Tape();

    /** The key of a keyed operation ({@code :key}, as Porcupine's logs have it); {@code nil} when absent. */
    public final Tape key = new Tape();

    /**
     * The timestamps that a database gave a transaction ({@code :ts [start commit]}): of the snapshot that it read and of its commit;
     * {@code nil} when absent.
     */
    public final Tape timestamps = new Tape();

    /** The name of the event's file as the user gave it; empty when it comes from no file. */
    public String file = "";

    /** The line on which the event begins in its file, from 1; 0 when it comes from no file. */
    public long line;

    /** The column in which the event begins in its file, from 1, in bytes; 0 when it comes from no file. */
    public long column;

    /** The names behind the symbols in this event. */
    public final Symbols symbols;

    /**
     * An empty event whose names live in {@code symbols}.
     *
     * @param symbols the table that resolves {@link #f} and the strings and keywords of the tapes
     */
    public Event(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Makes this event blank again, ready to be filled. */
    public void clear() {
        index = 0;
        time = 0;
        process = 0;
        type = EventType.INVOKE;
        f = 0;
        file = "";
        line = 0;
        column = 0;
        value.clear();
        error.clear();
        key.clear();
        timestamps.clear();
    }

    /**
     * The process id of a process that a name denotes: {@code nemesis}, digits, which stand for the number, or any other.
     *
     * @param symbol the name in {@code symbols}, without a colon
     */
    public static int processNamed(int symbol, Symbols symbols) {
        byte[] arena = symbols.arena();
        int from = symbols.offset(symbol);
        int to = from + symbols.length(symbol);
        if (EdnSyntax.is("nemesis", arena, from, to)) {
            return NEMESIS;
        }
        // What cannot hold integers as such (the keys and values of some JSON) has them as strings.
        return EdnNumbers.isInteger(arena, from, to) && EdnNumbers.fitsLong(arena, from, to)
                ? processNumbered(EdnNumbers.toLong(arena, from, to), symbols)
                : processOfSymbol(symbol);
    }

    /** The process id of a process by the symbol of its name, or of digits that are no id themselves. */
    public static int processOfSymbol(int symbol) {
        return NEMESIS - 1 - symbol;
    }

    /**
     * The process id of a process with a number, which is that of a client.
     *
     * @param number any number
     * @param symbols takes the digits of a number that is no id itself
     */
    public static int processNumbered(long number, Symbols symbols) {
        boolean fits = number >= 0 && number <= Integer.MAX_VALUE;
        return fits ? (int) number : processOfSymbol(symbols.intern(Long.toString(number)));
    }

    /**
     * The name of the process as people write it: its number, {@code nemesis}, or its own name.
     *
     * @return without a colon
     */
    public String processName() {
        return processName(process, symbols);
    }

    /**
     * The name of a process as people write it: its number, {@code nemesis}, or its own name.
     *
     * @param process as {@link #process} has it
     * @param symbols the names behind it
     * @return without a colon
     */
    public static String processName(int process, Symbols symbols) {
        if (process >= 0) {
            return Integer.toString(process);
        }
        return process == NEMESIS ? "nemesis" : symbols.name(processSymbol(process));
    }

    /** Whether the process has a number and no name. */
    public boolean isProcessNumbered() {
        if (process >= NEMESIS) {
            return process > NEMESIS;
        }
        int digits = symbols.offset(processSymbol(process));
        return EdnNumbers.isInteger(symbols.arena(), digits, digits + symbols.length(processSymbol(process)));
    }

    /** The symbol of the name or the digits of a process below {@link #NEMESIS}. */
    public static int processSymbol(int process) {
        return NEMESIS - 1 - process;
    }

    /**
     * A complaint about this event that says where it stands.
     *
     * @param message what is wrong and what would be right, without the place
     */
    public HistoryException complaint(String message) {
        String place = line > 0 ? (file.isEmpty() ? "line " : file + ":") + line + ":" + column : "event " + index;
        return new HistoryException(place + ": " + message);
    }
}
