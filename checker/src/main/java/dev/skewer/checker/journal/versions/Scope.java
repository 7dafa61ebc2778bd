package dev.skewer.checker.journal.versions;

import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Status;

/**
 * The parts of the invocation under examination, by local number in order of invocation, gathered into columns of their
 * own: every pass over them then runs through memory in order. Moved from one invocation to the next.
 */
public final class Scope {
    /** The operation returned; what it reported stands. */
    static final byte OK = 0;
    /** The outcome is unknown. */
    public static final byte UNKNOWN = 1;

    public final JournalHistory h;
    private final InvocationParts groups;
    /** The invocation's number. */
    public int invocation;
    /** The number of parts. */
    public int n;

    public int[] part = new int[64];
    public int[] op = new int[64];
    public int[] invoked = new int[64];
    public int[] completed = new int[64];
    public byte[] kind = new byte[64];
    public byte[] fate = new byte[64];
    private boolean[] shared = new boolean[64];
    int[] epoch = new int[64];
    public int[] first = new int[64];
    public int[] length = new int[64];
    int[] value = new int[64];
    public int[] content = new int[64];

    public Scope(JournalHistory history, InvocationParts groups) {
        h = history;
        this.groups = groups;
    }

    /** Gathers the parts of an invocation. */
    public void enter(int invocation) {
        this.invocation = invocation;
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
    public boolean isOk(int k) {
        return fate[k] == OK;
    }

    /** Whether a part is one of several of its operation. */
    public boolean isShared(int k) {
        return shared[k];
    }
}
