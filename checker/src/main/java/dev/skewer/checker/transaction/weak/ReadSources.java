package dev.skewer.checker.transaction.weak;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.column.ValueIds;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Which transaction wrote what each read saw: for registers as {@link ObservedWrites} has it, or as it is chosen for reads that are open;
 * for lists by the last element that the transaction did not append itself. Linear; about 14 bytes a micro-op, and of lists 12 to 24 a
 * write while it is made.
 */
public final class ReadSources {
    /** The read saw the object before any write. */
    public static final int INITIAL = -1;
    /** The read saw what its own transaction wrote before, or the micro-op is no read whose outcome is known. */
    public static final int NONE = -2;
    /** Several transactions may have written what the read saw. */
    public static final int AMBIGUOUS = -3;
    /** No execution has such a read. */
    public static final int UNEXPLAINED = -4;

    final TransactionHistory h;
    /** By micro-op, a transaction or one of the above. */
    final int[] source;
    /** Not 0 for transactions that are ok, and for those whose writes were read. */
    final byte[] tookEffect;
    /** Where the last writes of each transaction to each object begin in {@link #lastWrite}; one more than there are transactions. */
    final int[] firstLastWrite;
    /** Micro-ops. */
    final int[] lastWrite;

    /** Of registers, what their reads saw. */
    private final Optional<ObservedWrites> observed;
    /** What open reads are taken to have seen. */
    private final OpenSources open;

    private final boolean[] isLast;
    /** Writes of a value that their own transaction had written to the object before. */
    private final BitSet repeated = new BitSet();

    private boolean isIndexed;
    private final ValueIds values = new ValueIds();
    /** From an object and a value to the latest micro-op that wrote it, or {@link #AMBIGUOUS}. */
    private final LongIntMap writers = new LongIntMap();
    /** The same for transactions that failed. */
    private final LongIntMap failed = new LongIntMap();

    /** Lists that disagree with the longest one of their object, their readers' own elements aside. */
    private final List<DivergentRead> divergent = new ArrayList<>();
    /** By list, how many elements were read that the reader had not appended itself, and a read of them. */
    private final int[] committed;

    private final int[] longest;

    private long ambiguous;
    private Optional<Contradiction.UnexplainedRead> unexplained = Optional.empty();

    /** A read, and the first position where its list is another one. */
    private record DivergentRead(int read, int position) {}

    private ReadSources(TransactionHistory history, Optional<ObservedWrites> observed, OpenSources open) {
        h = history;
        this.observed = observed;
        this.open = open;
        source = new int[h.microOps];
        tookEffect = new byte[h.size];
        isLast = new boolean[h.microOps];
        firstLastWrite = new int[h.size + 1];
        committed = new int[h.keys.size()];
        longest = new int[h.keys.size()];
        Arrays.fill(longest, -1);
        lastWrite = findLastWrites();
    }

    /**
     * The sources of all reads that are not open.
     *
     * @param observed what reads of registers saw; nothing for lists
     */
    public static ReadSources of(TransactionHistory history, Optional<ObservedWrites> observed) {
        return of(history, observed, OpenSources.NONE_CHOSEN);
    }

    /** The sources of all reads that are not open, of lists or of registers that hold nil at first. */
    public static ReadSources of(TransactionHistory history) {
        Optional<ObservedWrites> observed = history.type == DataType.LIST
                ? Optional.empty()
                : Optional.of(ObservedWrites.of(history, InitialValue.NIL));
        return of(history, observed);
    }

    /**
     * The sources of all reads.
     *
     * @param observed what reads of registers saw; nothing for lists
     * @param open what those of them are taken to have seen that are open
     */
    static ReadSources of(TransactionHistory history, Optional<ObservedWrites> observed, OpenSources open) {
        ReadSources sources = new ReadSources(history, observed, open);
        sources.findWriters();
        sources.findSources();
        sources.compareLists();
        return sources;
    }

    /** The transaction that wrote what a read saw, or one of the constants. */
    public int source(int microOp) {
        return source[microOp];
    }

    /** How many reads saw what several transactions may have written. */
    public long ambiguous() {
        return ambiguous;
    }

    /** The first read that no execution has. */
    public Optional<Contradiction.UnexplainedRead> unexplained() {
        return unexplained;
    }

    private int[] findLastWrites() {
        int[] seenBy = new int[h.keys.size()];
        Arrays.fill(seenBy, -1);
        int count = 0;
        for (int t = 0; t < h.size; t++) {
            for (int m = h.endMicroOp[t] - 1; m >= h.firstMicroOp[t]; m--) {
                if (!h.reads(m) && seenBy[h.key(m)] != t) {
                    seenBy[h.key(m)] = t;
                    isLast[m] = true;
                    count++;
                }
            }
        }
        int[] last = new int[count];
        int next = 0;
        for (int t = 0; t < h.size; t++) {
            firstLastWrite[t] = next;
            for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
                if (isLast[m]) {
                    last[next++] = m;
                }
            }
        }
        firstLastWrite[h.size] = next;
        return last;
    }

    private void findWriters() {
        for (int t = 0; t < h.size; t++) {
            tookEffect[t] = (byte) (h.status[t] == OK ? 1 : 0);
        }
        if (observed.isEmpty()) {
            indexWriters();
        }
    }

    private void indexWriters() {
        isIndexed = true;
        for (int t = 0; t < h.size; t++) {
            LongIntMap into = h.status[t] == FAIL ? failed : writers;
            for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
                if (!h.reads(m)) {
                    long name = name(h.key(m), h.value[m]);
                    int known = into.get(name);
                    boolean isKnown = known != LongIntMap.MISSING && into == writers;
                    if (isKnown && known >= 0 && h.transaction[known] == t) {
                        repeated.set(m);
                    }
                    into.put(name, isKnown && (known < 0 || h.transaction[known] != t) ? AMBIGUOUS : m);
                }
            }
        }
    }

    private long name(int key, long value) {
        return (long) key << Integer.SIZE | values.ofToken(value);
    }

    private void findSources() {
        Arrays.fill(source, NONE);
        int[] ownWrite = new int[h.keys.size()];
        Arrays.fill(ownWrite, -1);
        for (int t = 0; t < h.size; t++) {
            if (h.status[t] != OK) {
                continue;
            }
            int first = h.firstMicroOp[t];
            for (int m = first; m < h.endMicroOp[t]; m++) {
                int latest = ownWrite[h.key(m)];
                int own = latest >= first && latest < m ? latest : -1;
                if (!h.reads(m)) {
                    ownWrite[h.key(m)] = m;
                } else {
                    int latestOwn = own;
                    int read = m;
                    source[m] = observed.map(writes -> ofRegister(read, latestOwn, writes))
                            .orElseGet(() -> ofList(read, latestOwn));
                    ambiguous += source[m] == AMBIGUOUS ? 1 : 0;
                    if (source[m] >= 0) {
                        tookEffect[source[m]] = 1;
                    }
                }
            }
        }
    }

    private int ofRegister(int read, int own, ObservedWrites writes) {
        if (h.value[read] == TransactionHistory.UNKNOWN) {
            return own >= 0 ? NONE : AMBIGUOUS;
        }
        if (own >= 0) {
            return h.value[read] == h.value[own] ? NONE : unexplained(read, Contradiction.Why.OWN_WRITE_MISSED);
        }
        int seen = writes.write(read);
        if (seen >= 0) {
            return isLast[seen] ? h.transaction[seen] : unexplained(read, Contradiction.Why.INTERMEDIATE);
        }
        if (seen == ObservedWrites.INITIAL) {
            return INITIAL;
        }
        return seen <= ObservedWrites.OPEN ? open.source(read) : unexplained(read, whyUnexplained(read));
    }

    /** Why no other transaction can have written what a read saw. */
    private Contradiction.Why whyUnexplained(int read) {
        Contradiction.Why why = Contradiction.Why.WRITTEN_BY_NONE;
        for (int m = 0; unexplained.isEmpty() && m < h.microOps; m++) {
            if (!h.reads(m) && h.key(m) == h.key(read) && h.value[m] == h.value[read]) {
                if (h.transaction[m] == h.transaction[read]) {
                    return Contradiction.Why.FUTURE;
                }
                why = Contradiction.Why.ABORTED;
            }
        }
        return why;
    }

    private int ofList(int read, int own) {
        long seen = h.value[read];
        int key = h.key(read);
        if (seen == TransactionHistory.UNKNOWN) {
            return AMBIGUOUS;
        }
        long[] list = seen >= 0 ? h.lists.version(key) : h.lists.divergent(seen);
        int base = seen >= 0 ? (int) seen : list.length;
        if (own >= 0 && !h.endsWithOwn(read)) {
            return unexplained(read, Contradiction.Why.OWN_WRITE_MISSED);
        }
        int same = seen >= 0 ? -1 : Arrays.mismatch(list, 0, base, h.lists.version(key), 0, h.lists.length(key));
        if (same >= 0 && same < base) {
            divergent.add(new DivergentRead(read, same));
            return AMBIGUOUS;
        }
        if (base > committed[key] || longest[key] < 0) {
            committed[key] = Math.max(committed[key], base);
            longest[key] = read;
        }
        if (base == 0) {
            return INITIAL;
        }
        int writer = writer(key, list[base - 1]);
        boolean isOfAnother = writer >= 0 && h.transaction[writer] != h.transaction[read];
        return isOfAnother && repeated.get(writer)
                ? ofRepeated(read, h.transaction[writer], list, base)
                : ofWriter(read, writer, list[base - 1]);
    }

    /** What a list shows of a transaction that appended its last element more than once: all of its appends, or some of them. */
    private int ofRepeated(int read, int t, long[] list, int length) {
        long[] appends = new long[h.endMicroOp[t] - h.firstMicroOp[t]];
        int count = 0;
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            if (!h.reads(m) && h.key(m) == h.key(read)) {
                appends[count++] = h.value[m];
            }
        }
        for (int shown = count; shown > 0; shown--) {
            if (shown <= length && Arrays.equals(list, length - shown, length, appends, 0, shown)) {
                return shown == count ? t : unexplained(read, Contradiction.Why.INTERMEDIATE);
            }
        }
        return AMBIGUOUS;
    }

    /**
     * Takes note of all that is in committed lists, and requires that they agree with each other. Where one disagrees only with what a
     * transaction read of its own appends, which may have gone elsewhere, it cannot be told.
     */
    private void compareLists() {
        for (int key = 0; key < committed.length; key++) {
            for (int position = 0; position < committed[key]; position++) {
                int append = writer(key, h.lists.version(key)[position]);
                if (append >= 0) {
                    tookEffect[h.transaction[append]] = 1;
                }
            }
        }
        for (DivergentRead each : divergent) {
            if (each.position < committed[h.key(each.read)]) {
                source[each.read] = unexplained(each.read, Contradiction.Why.NO_ORDER_OF_VERSIONS);
            }
        }
    }

    /** How many elements of a list were read that the reader had not appended itself. */
    int committedLength(int key) {
        return committed[key];
    }

    /** A read of so many. */
    int longestRead(int key) {
        return longest[key];
    }

    /** The latest micro-op that wrote a value and whose transaction did not fail, {@link #AMBIGUOUS}, or -1. */
    int writer(int key, long value) {
        if (!isIndexed) {
            // Of registers it is known otherwise what reads saw of other transactions.
            indexWriters();
        }
        long name = name(key, value);
        int writer = writers.get(name);
        boolean isOfBlank =
                writer == LongIntMap.MISSING && h.blankTransactions() > 0 && failed.get(name) == LongIntMap.MISSING;
        return isOfBlank ? AMBIGUOUS : writer;
    }

    /** Whether the transaction of a write had written the same value to the same object before. */
    boolean isRepeated(int write) {
        return repeated.get(write);
    }

    private int ofWriter(int read, int writer, long value) {
        if (writer == AMBIGUOUS) {
            return AMBIGUOUS;
        }
        if (writer == LongIntMap.MISSING) {
            boolean isFailed = failed.get(name(h.key(read), value)) != LongIntMap.MISSING;
            return unexplained(read, isFailed ? Contradiction.Why.ABORTED : Contradiction.Why.WRITTEN_BY_NONE);
        }
        if (h.transaction[writer] == h.transaction[read]) {
            return unexplained(read, Contradiction.Why.FUTURE);
        }
        return isLast[writer] ? h.transaction[writer] : unexplained(read, Contradiction.Why.INTERMEDIATE);
    }

    private int unexplained(int read, Contradiction.Why why) {
        if (why == Contradiction.Why.WRITTEN_BY_NONE && h.blankTransactions() > 0) {
            return AMBIGUOUS;
        }
        if (unexplained.isEmpty()) {
            unexplained = Optional.of(new Contradiction.UnexplainedRead(read, why));
        }
        return UNEXPLAINED;
    }
}
