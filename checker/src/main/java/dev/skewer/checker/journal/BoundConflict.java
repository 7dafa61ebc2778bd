package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.NONE;

import dev.skewer.checker.Example;
import dev.skewer.checker.journal.JournalHistory.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Two operations on one invocation in an order that real time allows for them, but not for what stands around them in other
 * invocations: {@code first} must come before {@code second} here, while something that stands before {@code first} began
 * after something that stands after {@code second} had completed. The bounds that say so were {@linkplain Intervals narrowed}
 * by other invocations, and each bound is the rank of an operation, so that one can say which.
 *
 * @param invocation a local name of the invocation: one of its parts
 * @param first stands below {@code second} in the order of versions
 * @param second stands above
 * @param began stands before {@code first}, or is it
 * @param ended stands after {@code second}, or is it; completed before {@code began} was invoked
 */
record BoundConflict(JournalHistory h, int invocation, int first, int second, int began, int ended) {
    /**
     * The conflict behind a finding about real time; null if the invocations and completions of the two operations
     * themselves are in conflict.
     *
     * @param k the local part that was found
     * @param in the invocation's check, still at this invocation
     */
    static @Nullable BoundConflict of(Finding finding, int k, InvocationCheck in) {
        if (!in.scope.narrowed || !isAboutTime(finding) || other(finding, k, in, true) != NONE) {
            return null;
        }
        int j = other(finding, k, in, false);
        if (j == NONE) {
            return null;
        }
        Scope s = in.scope;
        int low = isEarly(finding) ? j : k;
        int high = isEarly(finding) ? k : j;
        int began = s.h.opInvokedAt(s.invoked[low]);
        int ended = s.h.opCompletedAt(s.completed[high]);
        return began == NONE || ended == NONE
                ? null
                : new BoundConflict(s.h, s.part[k], s.op[low], s.op[high], began, ended);
    }

    private static boolean isAboutTime(Finding finding) {
        return isEarly(finding)
                || finding == Finding.STALE_READ
                || finding == Finding.STALE_ANSWER
                || finding == Finding.LOST_APPEND;
    }

    /** Whether what was found stands above something that came later, not below something that came earlier. */
    static boolean isEarly(Finding finding) {
        return finding == Finding.PHANTOM_EARLY || finding == Finding.REORDERED_WRITES;
    }

    /**
     * The part that a part is in conflict with.
     *
     * @param plain whether to look at invocations and completions alone, not at bounds
     */
    static int other(Finding finding, int k, InvocationCheck in, boolean plain) {
        Scope s = in.scope;
        Placement at = in.placement;
        int other = NONE;
        for (int j = 0; j < s.n; j++) {
            if (j == k || at.role[j] == Placement.NOWHERE || s.op[j] == s.op[k]) {
                continue;
            }
            if (finding == Finding.NON_MONOTONIC && s.h.process[s.op[j]] != s.h.process[s.op[k]]) {
                continue;
            }
            if (isEarly(finding)) {
                boolean below = moves(at, j, k);
                boolean later = invoked(s, j, plain) > completed(s, k, plain);
                if (below && later && (other == NONE || s.invoked[j] > s.invoked[other])) {
                    other = j;
                }
            } else {
                boolean above = stands(at, k, j);
                boolean better = other == NONE
                        || (Kind.isWrite(s.kind[j]) && !Kind.isWrite(s.kind[other]))
                        || (Kind.isWrite(s.kind[j]) == Kind.isWrite(s.kind[other])
                                && s.completed[j] < s.completed[other]);
                if (above && completed(s, j, plain) < invoked(s, k, plain) && better) {
                    other = j;
                }
            }
        }
        return other;
    }

    /** Whether a part is a move to the version at which another stands, or to one below. */
    private static boolean moves(Placement at, int mover, int k) {
        return switch (at.role[mover]) {
            case Placement.SUFFIX -> at.role[k] != Placement.PREFIX && at.suffixHigh[mover] <= at.suffixLow[k];
            case Placement.PREFIX -> at.role[k] != Placement.SUFFIX && at.prefixHigh[mover] <= at.prefixLow[k];
            default -> false;
        };
    }

    /** Whether one part stands below another in a chain of versions in which both have a place. */
    private static boolean stands(Placement at, int low, int high) {
        boolean inSuffix = at.role[low] != Placement.PREFIX && at.role[high] != Placement.PREFIX;
        boolean inPrefix = at.role[low] != Placement.SUFFIX && at.role[high] != Placement.SUFFIX;
        return (inSuffix && at.suffixLow[high] > at.suffixHigh[low])
                || (inPrefix && at.prefixLow[high] > at.prefixHigh[low]);
    }

    private static int invoked(Scope s, int k, boolean plain) {
        return plain ? s.h.invokeRank[s.op[k]] : s.invoked[k];
    }

    private static int completed(Scope s, int k, boolean plain) {
        return plain ? s.h.completeRank[s.op[k]] : s.completed[k];
    }

    /** What it is, now that it is known to be a matter of several invocations. */
    Finding finding() {
        boolean reads = isRead(first) || isRead(second);
        if (!reads && !isRead(began) && !isRead(ended)) {
            return Finding.REORDERED_WRITES;
        }
        boolean all = isAppendAll(first) || isAppendAll(second);
        return reads && all ? Finding.INTERMEDIATE_READ : Finding.LONG_FORK;
    }

    private boolean isRead(int op) {
        return Kind.isRead(h.kind[h.firstPart[op]]);
    }

    private boolean isAppendAll(int op) {
        return h.function[op] == Function.APPEND_ALL.code();
    }

    /** Tells it. */
    Example tell() {
        // Names depend on who else is in the story, so the roles do without.
        Cast cast = new Cast(h).with(first, "").with(second, "");
        cast.with(began, "must come first").with(ended, "must come last");
        StringBuilder why = new StringBuilder(cast.relation(first, second, cast.id(invocation))).append(' ');
        if (began != first) {
            why.append("By what was seen of other invocations, " + cast.name(began) + " came before " + cast.name(first)
                    + ". ");
        }
        if (ended != second) {
            why.append("By what was seen of other invocations, " + cast.name(second) + " came before "
                    + cast.name(ended) + ". ");
        }
        why.append("But " + cast.name(ended) + " had completed before " + cast.name(began) + " began.");
        String title = switch (finding()) {
            case INTERMEDIATE_READ -> "Part of an append-all was visible without the rest";
            case LONG_FORK -> "Reads disagree about the order of writes to different invocations";
            default -> "Writes across invocations in an order that cannot be";
        };
        return cast.tell(title, why.toString());
    }
}
