package dev.skewer.checker.linear.history;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Values;
import dev.skewer.history.Event;
import dev.skewer.history.Symbols;
import java.util.Arrays;

/**
 * The operations of one history, in order of invocation, as columns: about 60 bytes an operation and 20 a distinct value.
 * Filled by {@link OperationHistoryBuilder}; whole once that is done.
 */
public final class OperationHistory {
    /** What became of an operation. */
    public enum Status {
        OK,
        FAIL,
        INFO
    }

    final String source;
    public final Symbols symbols;
    public final Values values;

    public int ops;
    public int[] f = new int[16];
    public int[] key = new int[16];
    public int[] input = new int[16];
    public int[] output = new int[16];
    public Status[] status = new Status[16];
    public int[] process = new int[16];
    public int[] invoked = new int[16];
    public int[] completed = new int[16];
    public long[] invokeTime = new long[16];
    public long[] completeTime = new long[16];
    public long[] index = new long[16];
    /** The line of each invocation, or 0. */
    public int[] line = new int[16];

    OperationHistory(String source, Symbols symbols) {
        this(source, symbols, new Values(symbols));
    }

    private OperationHistory(String source, Symbols symbols, Values values) {
        this.source = source;
        this.symbols = symbols;
        this.values = values;
    }

    /** A history with the same columns, of which some may then be replaced. */
    public OperationHistory copy() {
        OperationHistory copy = new OperationHistory(source, symbols, values);
        copy.ops = ops;
        copy.f = f;
        copy.key = key;
        copy.input = input;
        copy.output = output;
        copy.status = status;
        copy.process = process;
        copy.invoked = invoked;
        copy.completed = completed;
        copy.invokeTime = invokeTime;
        copy.completeTime = completeTime;
        copy.index = index;
        copy.line = line;
        return copy;
    }

    /** A history of the same source and with the same values, without operations as yet. */
    public OperationHistory withoutOperations() {
        return new OperationHistory(source, symbols, values);
    }

    /** How many client operations the history has. */
    public int size() {
        return ops;
    }

    /** The ranks of the invocations of some operations. */
    public int[] invokedOf(int[] some) {
        int[] ranks = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            ranks[i] = invoked[some[i]];
        }
        return ranks;
    }

    /** The ranks of the completions of some operations; {@link Calls#NEVER} where the outcome is unknown. */
    public int[] completedOf(int[] some) {
        int[] ranks = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            ranks[i] = status[some[i]] == Status.OK ? completed[some[i]] : Calls.NEVER;
        }
        return ranks;
    }

    /** The name of the process that invoked an operation: its number, or its own name. */
    public String processName(int op) {
        return Event.processName(process[op], symbols);
    }

    /** Where an operation was invoked, for complaints. */
    public String place(int op) {
        return source + (line[op] > 0 ? ":" + line[op] : ": event " + index[op]) + ": ";
    }

    /** About how many bytes the columns take. */
    public long bytes() {
        return 61L * f.length + 24L * values.size();
    }

    /** Adds an operation like one of another history with the same values; returns its number. */
    public int addLike(OperationHistory other, int op) {
        roomForOne();
        f[ops] = other.f[op];
        key[ops] = other.key[op];
        input[ops] = other.input[op];
        output[ops] = other.output[op];
        status[ops] = other.status[op];
        process[ops] = other.process[op];
        invoked[ops] = other.invoked[op];
        completed[ops] = other.completed[op];
        invokeTime[ops] = other.invokeTime[op];
        completeTime[ops] = other.completeTime[op];
        index[ops] = other.index[op];
        line[ops] = other.line[op];
        return ops++;
    }

    void roomForOne() {
        if (ops < f.length) {
            return;
        }
        int n = ops + (ops >> 1);
        f = Arrays.copyOf(f, n);
        key = Arrays.copyOf(key, n);
        input = Arrays.copyOf(input, n);
        output = Arrays.copyOf(output, n);
        status = Arrays.copyOf(status, n);
        process = Arrays.copyOf(process, n);
        invoked = Arrays.copyOf(invoked, n);
        completed = Arrays.copyOf(completed, n);
        invokeTime = Arrays.copyOf(invokeTime, n);
        completeTime = Arrays.copyOf(completeTime, n);
        index = Arrays.copyOf(index, n);
        line = Arrays.copyOf(line, n);
    }
}
