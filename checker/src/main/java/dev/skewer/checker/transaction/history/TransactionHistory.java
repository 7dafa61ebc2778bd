package dev.skewer.checker.transaction.history;

import dev.skewer.checker.column.ValueIds;
import dev.skewer.history.Event;
import dev.skewer.history.Symbols;
import java.util.Arrays;

/**
 * The transactions of one history, in order of invocation, as columns, and their micro-ops. About 45 bytes a transaction and 17 a
 * micro-op; lists that reads saw are not kept, but for the longest of each object ({@link ListVersions}). Filled by
 * {@link TransactionHistoryBuilder}.
 *
 * <p>Moments are ranks: positions in the order of the events of all clients.
 */
public final class TransactionHistory {
    /** The completion rank of a transaction that never returned, or of unknown outcome. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** The transaction took effect. */
    public static final byte OK = 0;
    /** It certainly did not. */
    public static final byte FAIL = 1;
    /** It may have. */
    public static final byte INFO = 2;

    /** What a read returned is not known. No token and no length. */
    public static final long UNKNOWN = -1;

    /** What the objects are. */
    public final DataType type;
    /** What messages call the history. */
    public final String source;
    /** The names behind the tokens. */
    public final Symbols symbols;

    /** How many transactions there are. */
    public int size;

    public byte[] status = new byte[16];
    public int[] process = new int[16];
    public int[] invoked = new int[16];
    public int[] completed = new int[16];
    public long[] invokeTime = new long[16];
    public long[] completeTime = new long[16];
    /** Where the micro-ops of each transaction begin. */
    public int[] firstMicroOp = new int[16];
    /** Where they end, exclusive. */
    public int[] endMicroOp = new int[16];
    /** The history index of each invocation, as far as it is not its rank; may be shorter than the history. */
    long[] index = new long[0];

    /** How many micro-ops there are. */
    public int microOps;

    /** The transaction of each micro-op. */
    public int[] transaction = new int[64];
    /** The number of the object of each micro-op in {@link #keys}; of one that reads, its complement ({@code ~}). */
    int[] keyAndType = new int[64];
    /**
     * What each micro-op wrote, as a token; of a read of a register, what it returned; of a read of a list, what
     * {@link ListVersions} made of it. {@link #UNKNOWN} for the reads of transactions that are not ok.
     */
    public long[] value = new long[64];

    /** Reads of lists that ended with what their own transaction had appended; one bit each. */
    private long[] endsWithOwn = new long[1];

    /** The objects by number. */
    public final ValueIds keys;
    /** What reads of lists saw. */
    public final ListVersions lists;
    /** Reads that do not agree with what their own transaction did before. */
    public final InternalReads internal;

    TransactionHistory(DataType type, String source, Symbols symbols) {
        this.type = type;
        this.source = source;
        this.symbols = symbols;
        keys = new ValueIds();
        lists = new ListVersions();
        internal = new InternalReads();
    }

    /** The same history but for what was appended to lists. Shares all other columns. */
    private TransactionHistory(TransactionHistory other, long[] value, ListVersions lists) {
        type = other.type;
        source = other.source;
        symbols = other.symbols;
        size = other.size;
        status = other.status;
        process = other.process;
        invoked = other.invoked;
        completed = other.completed;
        invokeTime = other.invokeTime;
        completeTime = other.completeTime;
        firstMicroOp = other.firstMicroOp;
        endMicroOp = other.endMicroOp;
        index = other.index;
        microOps = other.microOps;
        transaction = other.transaction;
        keyAndType = other.keyAndType;
        endsWithOwn = other.endsWithOwn;
        keys = other.keys;
        internal = other.internal;
        this.value = value;
        this.lists = lists;
    }

    /**
     * The same history with other elements of lists in the place of some: as if those had been appended and read. Linear in micro-ops.
     *
     * @param appends micro-ops
     * @param positions where in the longest version of its list the element of each stands
     * @param elements what is in its place, a token each
     */
    public TransactionHistory withElements(int[] appends, int[] positions, long[] elements) {
        long[] values = value.clone();
        ListVersions versions = lists.copy();
        for (int i = 0; i < appends.length; i++) {
            values[appends[i]] = elements[i];
            versions.replace(key(appends[i]), positions[i], elements[i]);
        }
        return new TransactionHistory(this, values, versions);
    }

    /** The number of a micro-op's object in {@link #keys}. */
    public int key(int microOp) {
        int key = keyAndType[microOp];
        return key < 0 ? ~key : key;
    }

    /** Whether a micro-op reads, and so does not write. */
    public boolean reads(int microOp) {
        return keyAndType[microOp] < 0;
    }

    /**
     * Whether a read of a list ended with what its own transaction had appended to it before; {@link #value} is about the list
     * without that. What a transaction has not committed is on top of what it sees, and need not come to stand there in the end.
     */
    public boolean endsWithOwn(int microOp) {
        int word = microOp >>> 6;
        return word < endsWithOwn.length && (endsWithOwn[word] & 1L << microOp) != 0;
    }

    /** How many elements the transaction of a micro-op had appended to its list before. */
    public int appendedBefore(int microOp) {
        int count = 0;
        for (int m = firstMicroOp[transaction[microOp]]; m < microOp; m++) {
            count += keyAndType[m] == key(microOp) ? 1 : 0;
        }
        return count;
    }

    void markEndsWithOwn(int microOp) {
        int word = microOp >>> 6;
        if (word >= endsWithOwn.length) {
            endsWithOwn = Arrays.copyOf(endsWithOwn, Math.max(word + 1, (value.length >>> 6) + 1));
        }
        endsWithOwn[word] |= 1L << microOp;
    }

    /** The name of the process that invoked a transaction: its number, or its own name. */
    public String processName(int transaction) {
        return Event.processName(process[transaction], symbols);
    }

    /** The history index of a transaction's invocation. */
    public long index(int transaction) {
        return transaction < index.length ? index[transaction] : invoked[transaction];
    }

    /** About how many bytes the columns take. */
    public long bytes() {
        return 45L * status.length + 8L * index.length + 16L * value.length + keys.bytes() + lists.bytes();
    }

    void roomForTransaction() {
        if (size < status.length) {
            return;
        }
        int n = grown(size);
        status = Arrays.copyOf(status, n);
        process = Arrays.copyOf(process, n);
        invoked = Arrays.copyOf(invoked, n);
        completed = Arrays.copyOf(completed, n);
        invokeTime = Arrays.copyOf(invokeTime, n);
        completeTime = Arrays.copyOf(completeTime, n);
        firstMicroOp = Arrays.copyOf(firstMicroOp, n);
        endMicroOp = Arrays.copyOf(endMicroOp, n);
    }

    void roomForMicroOp() {
        if (microOps < value.length) {
            return;
        }
        int n = grown(microOps);
        transaction = Arrays.copyOf(transaction, n);
        keyAndType = Arrays.copyOf(keyAndType, n);
        value = Arrays.copyOf(value, n);
    }

    void keepIndex(int op, long given) {
        if (given == invoked[op] && index.length == 0) {
            return;
        }
        if (index.length <= op) {
            int known = index.length;
            index = Arrays.copyOf(index, Math.max(status.length, op + 1));
            for (int i = known; i < op; i++) {
                index[i] = invoked[i];
            }
        }
        index[op] = given;
    }

    private static int grown(int size) {
        return Math.addExact(size, (size >> 1) + 16);
    }
}
