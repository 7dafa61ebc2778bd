package dev.skewer.checker.journal.oracle;

import org.jspecify.annotations.Nullable;

/**
 * One operation of a small history.
 *
 * @param process the logical process
 * @param invoked the position of its invocation among all events of the history
 * @param completed the position of its completion; {@link #NEVER} if it has none
 * @param end how it ended
 * @param call what it asked for
 * @param result what it returned; not null exactly when {@code end} is {@link End#OK}
 */
record SmallOp(
        int process,
        int invoked,
        int completed,
        End end,
        Call call,
        @Nullable Result result) {
    /** The completion of an operation that is still open at the end of the history. */
    static final int NEVER = Integer.MAX_VALUE;

    SmallOp {
        if ((end == End.OK) != (result != null) || (end == End.OPEN) != (completed == NEVER) || invoked >= completed) {
            throw new IllegalArgumentException("no such operation: " + call + " " + end + " " + result);
        }
    }

    /** How an operation ends. */
    enum End {
        /** It took effect and returned. */
        OK,
        /** It did not happen. */
        FAIL,
        /** Nobody knows: it takes effect at any time after its invocation, or never. */
        INFO,
        /** Not at all: the same as {@link #INFO}. */
        OPEN
    }

    /** Whether the operation may have happened, and nobody knows. */
    boolean isIndeterminate() {
        return end == End.INFO || end == End.OPEN;
    }

    /** Whether real time puts this operation before the other: it had returned when the other began. */
    boolean precedes(SmallOp other) {
        return end == End.OK && completed < other.invoked;
    }

    SmallOp withResult(Result other) {
        return new SmallOp(process, invoked, completed, end, call, other);
    }

    /** The same call, without result, ended in another way at the same time. */
    SmallOp ended(End other) {
        return new SmallOp(process, invoked, completed, other, call, null);
    }

    SmallOp at(int newProcess, int newInvoked, int newCompleted) {
        return new SmallOp(newProcess, newInvoked, newCompleted, end, call, result);
    }

    SmallOp with(Call newCall, @Nullable Result newResult) {
        return new SmallOp(process, invoked, completed, end, newCall, newResult);
    }
}
