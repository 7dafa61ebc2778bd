package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.UNREPORTED;

import dev.skewer.checker.journal.JournalHistory.Kind;
import dev.skewer.checker.journal.JournalHistory.Status;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the invocation under examination, by local number in order of invocation, gathered into columns of their
 * own: every pass over them then runs through memory in order. Moved from one invocation to the next.
 */
final class Scope {
    /** The operation returned; what it reported stands. */
    static final byte OK = 0;
    /** The outcome is unknown. */
    static final byte UNKNOWN = 1;
    /** The outcome is unknown, and it was settled that it has no effect. */
    static final byte IGNORED = 2;

    final JournalHistory h;
    private final InvocationParts groups;
    private final UnknownAppendAlls unknown;
    /** What other invocations say of when shared operations took effect; null in the first round. */
    @Nullable Intervals intervals;

    /** Whether some part has narrower bounds than its invocation and completion. */
    boolean narrowed;
    /** The invocation's number. */
    int invocation;
    /** The number of parts. */
    int n;

    int[] part = new int[64];
    int[] op = new int[64];
    int[] invoked = new int[64];
    int[] completed = new int[64];
    byte[] kind = new byte[64];
    byte[] fate = new byte[64];
    private boolean[] shared = new boolean[64];
    int[] epoch = new int[64];
    int[] first = new int[64];
    int[] length = new int[64];
    int[] value = new int[64];
    int[] content = new int[64];

    /** Whether {@link #settle} has said where everything stands. */
    boolean settled;
    /** What each part found and left, once settled: the epoch, or {@link #BEFORE} or {@link #AFTER} its life. */
    int[] standsInEpoch = new int[0];

    /** The length that each part left, once settled. */
    int[] standsAtLength = new int[0];
    /** The first index that each part left, once settled. */
    int[] standsAtFirst = new int[0];
    /** Whether each compact moved the first index, once settled. */
    boolean[] moved = new boolean[0];

    /** In place of an epoch: the invocation had not begun. */
    static final int BEFORE = -1;
    /** In place of an epoch: the invocation was purged. */
    static final int AFTER = -2;

    Scope(JournalHistory history, InvocationParts groups, UnknownAppendAlls unknown) {
        h = history;
        this.groups = groups;
        this.unknown = unknown;
    }

    /** Gathers the parts of an invocation. */
    void enter(int invocation) {
        this.invocation = invocation;
        settled = false;
        narrowed = false;
        int from = groups.start[invocation];
        n = groups.start[invocation + 1] - from;
        if (n > part.length) {
            grow(n + (n >> 1));
        }
        for (int k = 0; k < n; k++) {
            int p = groups.part[from + k];
            int o = h.partOp[p];
            part[k] = p;
            op[k] = o;
            // An operation's parts are neighbours.
            shared[k] = (p > 0 && h.partOp[p - 1] == o) || (p + 1 < h.parts && h.partOp[p + 1] == o);
            invoked[k] = h.invokeRank[o];
            completed[k] = h.completeRank[o];
            kind[k] = h.kind[p];
            fate[k] = h.status[o] == Status.OK ? OK : UNKNOWN;
            epoch[k] = h.epoch[p];
            first[k] = h.first[p];
            length[k] = h.length[p];
            value[k] = h.value[p];
            content[k] = h.content[p];
            if (fate[k] == UNKNOWN && !unknown.isEmpty()) {
                invoked[k] = unknown.earliest(o);
                completed[k] = unknown.latest(o);
                narrowed |= invoked[k] != h.invokeRank[o] || completed[k] != h.completeRank[o];
            } else if (intervals != null) {
                invoked[k] = intervals.earliest[o];
                completed[k] = intervals.latest[o];
                narrowed |= invoked[k] != h.invokeRank[o] || completed[k] != h.completeRank[o];
            }
        }
    }

    private void grow(int size) {
        part = new int[size];
        op = new int[size];
        invoked = new int[size];
        completed = new int[size];
        kind = new byte[size];
        fate = new byte[size];
        shared = new boolean[size];
        epoch = new int[size];
        first = new int[size];
        length = new int[size];
        value = new int[size];
        content = new int[size];
    }

    /** Whether what a part reported stands. */
    boolean isOk(int k) {
        return fate[k] == OK;
    }

    /** Whether a part is one of several of its operation. */
    boolean isShared(int k) {
        return shared[k];
    }

    /**
     * Settles the operations of unknown outcome as an order has them: those in it took effect and reported where, the
     * others did not.
     *
     * @param order operations, each with a part here, in an order that the model allows
     */
    void settle(int[] order) {
        for (int k = 0; k < n; k++) {
            fate[k] = fate[k] == UNKNOWN ? IGNORED : fate[k];
        }
        settled = true;
        standsInEpoch = new int[n];
        standsAtLength = new int[n];
        standsAtFirst = new int[n];
        moved = new boolean[n];
        int life = BEFORE;
        int atEpoch = 0;
        int atFirst = 0;
        int atLength = 0;
        for (int o : order) {
            for (int k = firstOf(o); k < n && op[k] == o; k++) {
                boolean report = fate[k] == IGNORED;
                fate[k] = OK;
                switch (kind[k]) {
                    case Kind.APPEND, Kind.SET_STATE -> {
                        if (report || epoch[k] == UNREPORTED) {
                            epoch[k] = atEpoch;
                        }
                        if (report || length[k] == UNREPORTED) {
                            length[k] = atLength;
                        }
                        atLength++;
                        life = 0;
                    }
                    case Kind.TRIM -> {
                        if (value[k] < atLength) {
                            atEpoch++;
                            atLength = Math.max(value[k], atFirst);
                        }
                        epoch[k] = atEpoch;
                        length[k] = atLength;
                    }
                    case Kind.COMPACT -> {
                        int before = atFirst;
                        atFirst = Math.max(atFirst, Math.min(value[k], atLength));
                        first[k] = atFirst;
                        moved[k] = atFirst > before;
                    }
                    case Kind.PURGE -> life = AFTER;
                    default -> {
                        if (kind[k] != Kind.READ_JOURNAL && epoch[k] != JournalHistory.ABSENT) {
                            epoch[k] = atEpoch;
                            first[k] = atFirst;
                            length[k] = atLength;
                        }
                    }
                }
                standsInEpoch[k] = life < 0 ? life : atEpoch;
                standsAtLength[k] = atLength;
                standsAtFirst[k] = atFirst;
            }
        }
    }

    /** The first local part of an operation; parts are in the order of operations. */
    private int firstOf(int wanted) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (op[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
