package dev.skewer.checker.invariant.history;

import dev.skewer.checker.linear.Values;
import dev.skewer.history.Event;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.Arrays;

/**
 * The operations of clients in one history, in order of invocation, as columns: about 70 bytes an operation, and its values as
 * they were written, 8 bytes a number or name. Filled by {@link OperationRecorder}.
 */
public final class RecordedOperations {
    /** The completion rank of an operation that is still open. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** No value, in place of a position on the {@link #tape}. */
    public static final int NONE = -1;

    /** What became of an operation. */
    public enum Status {
        /** It took effect and returned. */
        OK,
        /** It certainly had no effect. */
        FAIL,
        /** It may have had an effect, or have one later, or never: it ended as info, or not at all. */
        INFO
    }

    private final String source;
    private final Symbols symbols;
    private final Values values;
    private int size;

    /** All values, one behind the other. */
    public final Tape tape = new Tape();
    /** What was called: a symbol. */
    public int[] function = new int[16];
    /** Who called it. */
    public int[] process = new int[16];
    /** The position of its invocation in the order of all events of clients; unique. */
    public int[] invoked = new int[16];
    /** The position of its completion; {@link #NEVER} while it is open. */
    public int[] completed = new int[16];
    /** Where the value of its invocation begins on the tape; {@link #NONE} for nil. */
    public int[] input = new int[16];
    /** Where the value of its completion begins, whichever that is. */
    public int[] output = new int[16];
    /** Where its key begins, if the history has keys beside values. */
    public int[] key = new int[16];
    /** What became of it. */
    public Status[] status = new Status[16];

    long[] invokeTime = new long[16];
    long[] completeTime = new long[16];
    long[] index = new long[16];
    int[] line = new int[16];

    RecordedOperations(String source, Symbols symbols) {
        this.source = source;
        this.symbols = symbols;
        values = new Values(symbols);
    }

    /** How many operations there are. */
    public int size() {
        return size;
    }

    /** The names on the tape. */
    public Symbols symbols() {
        return symbols;
    }

    /** The symbol of a name; -1 if the history does not have it. */
    public int symbol(String name) {
        return symbols.find(name);
    }

    /** The symbol of the keyword, string or name that begins at a position; -1 if none does. */
    public int nameAt(int at) {
        long token = tape.token(at);
        int kind = Token.kind(token);
        return kind == Token.KEYWORD || kind == Token.STRING || kind == Token.SYMBOL ? Token.symbol(token) : -1;
    }

    /** A number for the value at a position, the same for equal values, from zero up; -1 for nil. */
    public int valueAt(int at) {
        return values.of(tape, at);
    }

    /** The value behind a number of {@link #valueAt}. */
    public Object value(int number) {
        Object value = values.get(number);
        if (value == null) {
            throw new IllegalArgumentException("nil has no number");
        }
        return value;
    }

    /** The value behind a number of {@link #valueAt} as EDN, shortened where it is long. */
    public String text(int number) {
        return Values.text(values.get(number));
    }

    /** How many distinct values have a number. */
    public int distinctValues() {
        return values.size();
    }

    /** Whether a vector, list or set begins at a position; not at {@link #NONE}. */
    public boolean isSequence(int at) {
        return at != NONE && Token.isSequence(tape.token(at));
    }

    /** Whether a map begins at a position; not at {@link #NONE}. */
    public boolean isMap(int at) {
        return at != NONE && Token.kind(tape.token(at)) == Token.MAP;
    }

    /** Whether nil stands at a position, or there is nothing. */
    public boolean isNil(int at) {
        return at == NONE || tape.token(at) == Token.NIL;
    }

    /** What an operation was called with: the value of its invocation, or where that is nil of its completion. */
    public int argument(int op) {
        return input[op] == NONE ? output[op] : input[op];
    }

    /** Nanoseconds between the completion of one operation and the invocation of another; negative if that came first. */
    public long pause(int completedOne, int invokedOne) {
        return invokeTime[invokedOne] - completeTime[completedOne];
    }

    /** The index in the history of an operation's invocation. */
    public long index(int op) {
        return index[op];
    }

    /** When an operation was invoked, in nanoseconds since the start of the run. */
    public long invokeTime(int op) {
        return invokeTime[op];
    }

    /** When an operation ended, in nanoseconds since the start of the run; -1 if it did not. */
    public long completeTime(int op) {
        return completeTime[op];
    }

    /** The name of the process that invoked an operation. */
    public String processName(int op) {
        return Event.processName(process[op], symbols);
    }

    /**
     * A complaint about an operation that says where it stands.
     *
     * @param message what is wrong and what would be right
     */
    public HistoryException complaint(int op, String message) {
        String place = line[op] > 0 ? ":" + line[op] : ": event " + index[op];
        return new HistoryException(source + place + ": " + message);
    }

    /** About how many bytes the columns and values take. */
    public long bytes() {
        return 69L * function.length + 8L * tape.capacity() + 24L * values.size();
    }

    int add() {
        if (size == function.length) {
            int n = size + (size >> 1);
            function = Arrays.copyOf(function, n);
            process = Arrays.copyOf(process, n);
            invoked = Arrays.copyOf(invoked, n);
            completed = Arrays.copyOf(completed, n);
            input = Arrays.copyOf(input, n);
            output = Arrays.copyOf(output, n);
            key = Arrays.copyOf(key, n);
            status = Arrays.copyOf(status, n);
            invokeTime = Arrays.copyOf(invokeTime, n);
            completeTime = Arrays.copyOf(completeTime, n);
            index = Arrays.copyOf(index, n);
            line = Arrays.copyOf(line, n);
        }
        return size++;
    }

    /** Keeps a value; returns where it begins. */
    int keep(Tape value) {
        if (value.isNil()) {
            return NONE;
        }
        tape.beginValue();
        int at = tape.size();
        tape.addFrom(value, 0);
        return at;
    }
}
