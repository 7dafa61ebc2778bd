package dev.skewer.checker.transaction.history;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.column.ValueIds;
import dev.skewer.history.Event;
import dev.skewer.history.Symbols;
import dev.skewer.history.Token;
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
     * {@link ListVersions} made of it, and of a set, {@link SetVersions}. {@link #UNKNOWN} for the reads of transactions that are not ok.
     */
    public long[] value = new long[64];

    /** Reads of lists that ended with what their own transaction had appended. */
    private final BitColumn endsWithOwn;
    /** Reads that are part of a predicate read. */
    private final BitColumn predicate;
    /** Those of them that are the first of one. */
    private final BitColumn predicateBegins;

    /** How many transactions may have taken effect of which nothing says what they did. */
    int blank;

    /** The objects by number. */
    public final ValueIds keys;
    /** What reads of lists saw. */
    public final ListVersions lists;
    /** What reads of sets saw. */
    public final ReadSets sets;
    /** Writes of registers that depend on what is there. */
    public final ConditionalWrites conditional;
    /** Reads that do not agree with what their own transaction did before. */
    public final InternalReads internal;
    /** What the database said of when each transaction read and committed; empty unless it is asked for. */
    public final Timestamps timestamps;

    TransactionHistory(DataType type, String source, Symbols symbols) {
        this(type, source, symbols, new ValueIds(), new ListVersions());
    }

    private TransactionHistory(DataType type, String source, Symbols symbols, ValueIds keys, ListVersions lists) {
        this.type = type;
        this.source = source;
        this.symbols = symbols;
        this.keys = keys;
        this.lists = lists;
        endsWithOwn = new BitColumn();
        predicate = new BitColumn();
        predicateBegins = new BitColumn();
        sets = new ReadSets();
        conditional = new ConditionalWrites();
        internal = new InternalReads();
        timestamps = new Timestamps();
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
        predicate = other.predicate;
        predicateBegins = other.predicateBegins;
        keys = other.keys;
        sets = other.sets;
        conditional = other.conditional;
        internal = other.internal;
        timestamps = other.timestamps;
        this.value = value;
        this.lists = lists;
    }

    /**
     * The transactions from one on, by themselves, as they are now. Of each list it has as much as one of these read; reads that do not
     * agree with others it leaves out, and timestamps. Values that none of these wrote were written before. Costs what they have, and
     * 4 bytes an object.
     *
     * @param from the number of the first one; these become 0, 1, …
     */
    public TransactionHistory since(int from) {
        int[] lengths = new int[keys.size()];
        for (int t = from; t < size; t++) {
            for (int m = firstMicroOp[t]; m < endMicroOp[t]; m++) {
                if (type == DataType.LIST && reads(m) && value[m] > lengths[key(m)]) {
                    lengths[key(m)] = (int) value[m];
                }
            }
        }
        var part = new TransactionHistory(type, source, symbols, keys, lists.upTo(lengths));
        part.size = size - from;
        part.status = Arrays.copyOfRange(status, from, size);
        part.process = Arrays.copyOfRange(process, from, size);
        part.invoked = Arrays.copyOfRange(invoked, from, size);
        part.completed = Arrays.copyOfRange(completed, from, size);
        part.invokeTime = Arrays.copyOfRange(invokeTime, from, size);
        part.completeTime = Arrays.copyOfRange(completeTime, from, size);
        part.firstMicroOp = new int[part.size];
        part.endMicroOp = new int[part.size];
        for (int t = 0; t < part.size; t++) {
            part.firstMicroOp[t] = part.microOps;
            part.keepIndex(t, index(from + t));
            for (int m = firstMicroOp[from + t]; m < endMicroOp[from + t]; m++) {
                part.roomForMicroOp();
                int copy = part.microOps++;
                part.transaction[copy] = t;
                part.keyAndType[copy] = keyAndType[m];
                part.value[copy] = type == DataType.LIST && reads(m) ? Math.max(value[m], UNKNOWN) : value[m];
                if (endsWithOwn(m)) {
                    part.markEndsWithOwn(copy);
                }
                part.conditional.copy(conditional, m, copy);
                if (isPredicateRead(m)) {
                    part.markPredicateRead(copy, beginsPredicateRead(m));
                }
            }
            part.endMicroOp[t] = part.microOps;
        }
        return part;
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

    /** Whether a transaction writes nothing. */
    public boolean readsOnly(int of) {
        for (int m = firstMicroOp[of]; m < endMicroOp[of]; m++) {
            if (!reads(m)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a read of a list ended with what its own transaction had appended to it before; {@link #value} is about the list
     * without that. What a transaction has not committed is on top of what it sees, and need not come to stand there in the end.
     */
    public boolean endsWithOwn(int microOp) {
        return endsWithOwn.get(microOp);
    }

    /**
     * Whether a micro-op is part of a predicate read, which asks for several objects and returns those that exist: one read of each
     * object that it asked for.
     */
    public boolean isPredicateRead(int microOp) {
        return predicate.get(microOp);
    }

    /** Whether a micro-op is the first of a predicate read. */
    public boolean beginsPredicateRead(int microOp) {
        return predicateBegins.get(microOp);
    }

    /**
     * Whether a micro-op is of a predicate read that did not find the object: such a read is of the predicate alone. What one did find,
     * it read as any other read does.
     */
    public boolean isMissing(int microOp) {
        return predicate.get(microOp)
                && value[microOp] == (type == DataType.LIST ? 0 : Token.NIL)
                && !endsWithOwn(microOp);
    }

    /** Of a read, that by which its transaction comes before who changed what it saw. */
    public EdgeType antidependency(int read) {
        return isMissing(read) ? EdgeType.RWP : EdgeType.RW;
    }

    /** Whether there are predicate reads. */
    public boolean hasPredicateReads() {
        return !predicate.isEmpty();
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
        endsWithOwn.set(microOp);
    }

    /** Whether a micro-op is of a conditional write that was refused: a read of some version, but none with the value that it expects. */
    public boolean isRefused(int microOp) {
        return !conditional.isEmpty()
                && conditional.has(microOp)
                && conditional.outcome(microOp) == ConditionalWrites.Outcome.REFUSED;
    }

    /** Whether a micro-op is of a conditional write of which it is not known whether it was done. */
    public boolean isUncertain(int microOp) {
        return !conditional.isEmpty()
                && conditional.has(microOp)
                && conditional.outcome(microOp) == ConditionalWrites.Outcome.UNKNOWN;
    }

    /** How many transactions may have taken effect of which nothing says what they did: they may have written anything. */
    public int blankTransactions() {
        return blank;
    }

    /** Whether it is so of any whose transaction may have taken effect. */
    public boolean isAnyUncertain() {
        for (int m = 0; !conditional.isEmpty() && m < microOps; m++) {
            if (isUncertain(m) && status[transaction[m]] == INFO) {
                return true;
            }
        }
        return false;
    }

    /** Turns the write of a conditional write that was refused into a read. */
    void refuse(int firstMicroOp) {
        keyAndType[firstMicroOp + 1] = keyAndType[firstMicroOp];
        value[firstMicroOp + 1] = UNKNOWN;
        conditional.settle(firstMicroOp, ConditionalWrites.Outcome.REFUSED);
    }

    void markPredicateRead(int microOp, boolean isFirst) {
        predicate.set(microOp);
        if (isFirst) {
            predicateBegins.set(microOp);
        }
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
        long bits = endsWithOwn.bytes() + predicate.bytes() + predicateBegins.bytes();
        long rows = 45L * status.length + 8L * index.length + 16L * value.length;
        return rows + bits + keys.bytes() + lists.bytes() + sets.bytes() + conditional.bytes() + timestamps.bytes();
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
