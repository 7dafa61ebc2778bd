package dev.skewer.checker.journal.history;

import dev.skewer.checker.column.IntArena;
import dev.skewer.checker.column.ValueIds;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import java.util.function.IntPredicate;

/**
 * A journal history in memory: columns of primitives, one row per operation and one per <em>part</em>.
 *
 * <p>A part is what one operation does to one invocation: an append, trim or read is one part, an append-all or scan one
 * part per invocation it names. Parts of an operation are adjacent and in the order of the operation's value.
 *
 * <p>Memory: 34 bytes an operation, 29 bytes a part, 4 bytes for each entry of each journal read (plus 8 a read), and
 * about 25 bytes for each distinct entry. Real time is kept as the rank of an event among all client events, so that
 * comparing two moments is comparing two ints; the nanoseconds are kept for the story only.
 *
 * <p>Made by {@link JournalHistoryBuilder}; read-only for everybody else.
 */
public final class JournalHistory {
    /** An {@code ok}'s field that the store did not report. */
    public static final int UNREPORTED = -1;
    /** In place of an epoch: the metadata read as absent. */
    public static final int ABSENT = -2;
    /** No journal, no state: the read did not take it. */
    public static final int NONE = -1;
    /** The completion rank of an operation whose outcome is unknown. */
    public static final int NEVER = Integer.MAX_VALUE;

    public int ops;
    public int[] invokeRank = new int[64];
    public int[] completeRank = new int[64];
    public long[] invokeTime = new long[64];
    public long[] completeTime = new long[64];
    public int[] process = new int[64];
    public byte[] function = new byte[64];
    public byte[] status = new byte[64];
    /** Where an operation's parts begin; one longer than the operations. */
    public int[] firstPart = new int[65];
    /** History index of each invoke, where indexes differ from ranks; otherwise empty. */
    long[] index = new long[0];

    public int parts;
    public int[] partOp = new int[64];
    public int[] partInvocation = new int[64];
    public byte[] kind = new byte[64];
    /** The epoch reported; {@link #UNREPORTED}, or {@link #ABSENT} for a read of metadata of an unknown invocation. */
    public int[] epoch = new int[64];
    /** The first index reported by a read or a compact. */
    public int[] first = new int[64];
    /** The length reported by a read, trim or compact; the index reported by an append. */
    public int[] length = new int[64];
    /** The entry of an append or set-state; what a trim or compact asked for; where a read's state lies, or NONE. */
    public int[] value = new int[64];
    /** Where a read's journal lies, or NONE; the state key of a set-state. */
    public int[] content = new int[64];

    /** Journals and states of reads; see {@link #contentCount}. */
    public final IntArena arena;

    /** By operation: the number of the crash whose outcome it stands for, NONE for one of a client; empty if all are of clients. */
    int[] crashOf = new int[0];
    /** By invocation: the one of the original history that it is an era of; empty in a history that was read. */
    int[] source = new int[0];
    /** By invocation of such a history: what its epochs are counted from. */
    int[] epochShift = new int[0];
    /** By invocation of such a history: what its indexes are counted from. */
    int[] indexShift = new int[0];

    public final ValueIds invocations;
    public final ValueIds entries;
    public final ValueIds stateKeys;
    /** The part that appends an entry; NONE for an entry that nobody ever tried to append. */
    public int[] writer = new int[64];

    /** The crashes of the store. */
    public final Crashes crashes;

    public final Symbols symbols;

    public JournalHistory(Symbols symbols) {
        this.symbols = symbols;
        crashes = new Crashes();
        arena = new IntArena();
        invocations = new ValueIds();
        entries = new ValueIds();
        stateKeys = new ValueIds();
    }

    private JournalHistory(JournalHistory whole) {
        this(whole, whole.arena, whole.invocations, whole.entries);
        source = whole.source;
        epochShift = whole.epochShift;
        indexShift = whole.indexShift;
    }

    /** A history without operations that shares with another one what it does not have of its own. */
    JournalHistory(JournalHistory whole, IntArena arena, ValueIds invocations, ValueIds entries) {
        symbols = whole.symbols;
        crashes = whole.crashes;
        this.arena = arena;
        this.invocations = invocations;
        this.entries = entries;
        stateKeys = whole.stateKeys;
    }

    /**
     * Some parts of the history, as far as some operations are known: of the others it is unknown whether and when they took
     * effect and what they answered. Whatever explains this history explains that one. Operations and parts have numbers of
     * their own there, in the same order; what entries hold and how invocations are numbered is shared. Linear in the parts.
     *
     * @param some the parts, ascending; none of an operation that failed, and of one that is not known only writes
     * @param known the operations that are
     */
    public JournalHistory excerpt(int[] some, IntPredicate known) {
        var excerpt = new JournalHistory(this);
        int count = some.length;
        excerpt.invokeRank = new int[count];
        excerpt.completeRank = new int[count];
        excerpt.process = new int[count];
        excerpt.function = new byte[count];
        excerpt.status = new byte[count];
        excerpt.firstPart = new int[count + 1];
        excerpt.partOp = new int[count];
        excerpt.partInvocation = new int[count];
        excerpt.kind = new byte[count];
        excerpt.epoch = new int[count];
        excerpt.first = new int[count];
        excerpt.length = new int[count];
        excerpt.value = new int[count];
        excerpt.content = new int[count];
        excerpt.parts = count;
        int last = NONE;
        for (int i = 0; i < count; i++) {
            int p = some[i];
            int op = partOp[p];
            boolean isKnown = known.test(op);
            if (op != last) {
                last = op;
                int o = excerpt.ops++;
                excerpt.firstPart[o] = i;
                excerpt.invokeRank[o] = invokeRank[op];
                excerpt.completeRank[o] = isKnown ? completeRank[op] : NEVER;
                excerpt.process[o] = process[op];
                excerpt.function[o] = function[op];
                excerpt.status[o] = isKnown ? status[op] : Status.INFO;
            }
            excerpt.partOp[i] = excerpt.ops - 1;
            excerpt.partInvocation[i] = partInvocation[p];
            excerpt.kind[i] = kind[p];
            excerpt.epoch[i] = isKnown ? epoch[p] : UNREPORTED;
            excerpt.first[i] = isKnown ? first[p] : UNREPORTED;
            excerpt.length[i] = isKnown ? length[p] : UNREPORTED;
            excerpt.value[i] = value[p];
            excerpt.content[i] = content[p];
        }
        excerpt.firstPart[excerpt.ops] = count;
        return excerpt;
    }

    /** The number of client operations. */
    public int ops() {
        return ops;
    }

    /** The number of distinct invocations. */
    public int invocationCount() {
        return invocations.size();
    }

    /** The bytes that the columns take. */
    public long bytes() {
        long perOp = 4 + 4 + 8 + 8 + 4 + 1 + 1 + 4;
        long perPart = 4 + 4 + 1 + 4 * 5;
        return perOp * invokeRank.length
                + 8L * index.length
                + perPart * partOp.length
                + arena.bytes()
                + invocations.bytes()
                + entries.bytes()
                + stateKeys.bytes()
                + 4L * writer.length;
    }

    /** Whether the indexes of a journal are consecutive, so that only the first is kept. */
    public boolean isConsecutive(int content) {
        return (arena.get(content) & 1) != 0;
    }

    /** The number of entries of a journal. */
    public int contentCount(int content) {
        return arena.get(content) >>> 1;
    }

    /** The index of a journal's i-th entry. */
    public int contentIndex(int content, int i) {
        return isConsecutive(content) ? arena.get(content + 1) + i : arena.get(content + 1 + 2 * i);
    }

    /** The entry at a journal's i-th row. */
    public int contentEntry(int content, int i) {
        return isConsecutive(content) ? arena.get(content + 2 + i) : arena.get(content + 2 + 2 * i);
    }

    /** The number of keys of a state. */
    public int stateCount(int state) {
        return arena.get(state);
    }

    /** The i-th key of a state, as a state key id. */
    public int stateKey(int state, int i) {
        return arena.get(state + 1 + 2 * i);
    }

    /** The i-th value of a state, as an entry id. */
    public int stateValue(int state, int i) {
        return arena.get(state + 2 + 2 * i);
    }

    /** Whether a part is of an operation that took effect for certain. */
    public boolean isOk(int part) {
        return status[partOp[part]] == Status.OK;
    }

    public int invoked(int part) {
        return invokeRank[partOp[part]];
    }

    public int completed(int part) {
        return completeRank[partOp[part]];
    }

    /** How the history itself numbers the invocation of an operation. */
    public long historyIndex(int op) {
        return op < index.length ? index[op] : invokeRank[op];
    }

    /** The number of the crash whose outcome an operation stands for; NONE if it is one of a client. */
    public int crashOf(int op) {
        return op < crashOf.length ? crashOf[op] : NONE;
    }

    /** The invocation that an era is of, as the history that was read numbers it. */
    public int source(int invocation) {
        return invocation < source.length ? source[invocation] : invocation;
    }

    /** Whether some invocation is an era of one that crashes cut. */
    public boolean hasEras() {
        for (int i = 0; i < source.length; i++) {
            if (source[i] != i) {
                return true;
            }
        }
        return false;
    }

    /** An epoch of an invocation as the store reported it. */
    public int reportedEpoch(int invocation, int epoch) {
        return epoch < 0 || invocation >= epochShift.length ? epoch : epoch + epochShift[invocation];
    }

    /** An index, first index or length of an invocation as the store reported it. */
    public int reportedIndex(int invocation, int index) {
        return index < 0 || invocation >= indexShift.length ? index : index + indexShift[invocation];
    }

    /** A value's token as EDN, cut to what fits in a line. */
    public String text(long token) {
        Tape tape = new Tape();
        tape.addRaw(new long[] {token}, 0, 1);
        return ValuePrinter.text(tape, 0, symbols, 60);
    }

    /** How an operation ended. */
    public static final class Status {
        /** Unknown: may have taken effect at any time after its invocation, or never. Also what is still open. */
        public static final byte INFO = 0;
        /** Took effect. */
        public static final byte OK = 1;
        /** Certainly had no effect. */
        public static final byte FAIL = 2;

        private Status() {}
    }

    /** The operation that was invoked at a rank; NONE if none was. */
    public int opInvokedAt(int rank) {
        int low = 0;
        int high = ops - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (invokeRank[middle] < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ops > 0 && invokeRank[low] == rank ? low : NONE;
    }

    /** The operation that completed at a rank; NONE if none did. Linear. */
    public int opCompletedAt(int rank) {
        for (int op = 0; op < ops && rank != NEVER; op++) {
            if (completeRank[op] == rank) {
                return op;
            }
        }
        return NONE;
    }

    /** What a part does. Writes come first. */
    public static final class Kind {
        public static final byte APPEND = 0;
        public static final byte SET_STATE = 1;
        public static final byte TRIM = 2;
        public static final byte COMPACT = 3;
        public static final byte PURGE = 4;
        public static final byte READ = 5;
        public static final byte READ_RANGE = 6;
        public static final byte READ_METADATA = 7;
        public static final byte READ_JOURNAL = 8;

        private Kind() {}

        public static boolean isWrite(byte kind) {
            return kind <= PURGE;
        }

        public static boolean isAppend(byte kind) {
            return kind <= SET_STATE;
        }

        public static boolean isRead(byte kind) {
            return kind >= READ;
        }

        /** Whether it reads metadata and journal as one. */
        public static boolean isPaired(byte kind) {
            return kind == READ || kind == READ_RANGE;
        }
    }
}
