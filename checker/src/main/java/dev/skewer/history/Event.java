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

    /** Position in the history, from zero; filled in from file order where the file does not say. */
    public long index;

    /** Nanoseconds since the start of the run; filled in from {@link #index} where the file does not say. */
    public long time;

    /**
     * The logical process: zero or more for clients, {@link #NEMESIS} for the nemesis, and below that for any other
     * named process of the file.
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

    /** Where the event begins in its file, from 1; 0 when it comes from no file. */
    public long line;

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
        line = 0;
        value.clear();
        error.clear();
        key.clear();
    }
}
