package dev.skewer.checker.journal;

/** The parts of the invocation under examination, by local number; moved from one invocation to the next. */
final class Scope {
    final JournalHistory h;
    private final InvocationParts groups;
    private int from;
    /** The number of parts. */
    int n;
    /** The invocation's number. */
    int invocation;

    Scope(JournalHistory history, InvocationParts groups) {
        h = history;
        this.groups = groups;
    }

    void enter(int invocation) {
        this.invocation = invocation;
        from = groups.start[invocation];
        n = groups.start[invocation + 1] - from;
    }

    /** The part behind a local number. */
    int part(int k) {
        return groups.part[from + k];
    }

    int op(int k) {
        return h.partOp[part(k)];
    }

    byte kind(int k) {
        return h.kind[part(k)];
    }

    boolean isOk(int k) {
        return h.isOk(part(k));
    }

    int invoked(int k) {
        return h.invokeRank[op(k)];
    }

    int completed(int k) {
        return h.completeRank[op(k)];
    }
}
