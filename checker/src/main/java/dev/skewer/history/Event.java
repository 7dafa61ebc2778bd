package dev.skewer.history;

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
     * The logical process: zero or more for clients, {@link #NEMESIS} for the nemesis, and below that for any other
     * named process: then it is {@link #processNamed} of its name.
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
    }

    /**
     * The process id of a named process that is neither a client nor the nemesis.
     *
     * @param symbol the process's name in {@link #symbols}
     * @return a number below {@link #NEMESIS}
     */
    public static int processNamed(int symbol) {
        return NEMESIS - 1 - symbol;
    }

    /**
     * The name of the process as people write it: its number, {@code nemesis}, or its own name.
     *
     * @return without a colon
     */
    public String processName() {
        if (process >= 0) {
            return Integer.toString(process);
        }
        return process == NEMESIS ? "nemesis" : symbols.name(processSymbol());
    }

    /** The symbol of the name of a process below {@link #NEMESIS}. */
    int processSymbol() {
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
