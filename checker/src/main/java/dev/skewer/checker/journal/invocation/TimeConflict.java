package dev.skewer.checker.journal.invocation;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.checker.journal.versions.Placement;
import dev.skewer.checker.journal.versions.Scope;
import java.util.Arrays;

/** Which operation the clock sets against one that stands where it cannot have stood. */
public final class TimeConflict {
    private TimeConflict() {}

    /** Whether what was found stands above something that came later, not below something that came earlier. */
    public static boolean isEarly(Finding finding) {
        return finding == Finding.PHANTOM_EARLY || finding == Finding.REORDERED_WRITES;
    }

    /** The part that a part is in conflict with; or NONE. */
    public static int other(Finding finding, int k, InvocationCheck in) {
        Scope s = in.scope;
        Placement at = in.placement;
        int other = finding == Finding.PHANTOM_EARLY ? lateAppend(s, k) : NONE;
        if (other != NONE) {
            return other;
        }
        for (int j = 0; j < s.n; j++) {
            if (j == k || !at.stands(j) || s.op[j] == s.op[k]) {
                continue;
            }
            if (finding == Finding.NON_MONOTONIC && s.h.process[s.op[j]] != s.h.process[s.op[k]]) {
                continue;
            }
            if (isEarly(finding)) {
                boolean later = s.invoked[j] > s.completed[k];
                if (later && moves(at, j, k) && (other == NONE || s.invoked[j] > s.invoked[other])) {
                    other = j;
                }
            } else {
                boolean better = other == NONE
                        || (Kind.isWrite(s.kind[j]) && !Kind.isWrite(s.kind[other]))
                        || (Kind.isWrite(s.kind[j]) == Kind.isWrite(s.kind[other])
                                && s.completed[j] < s.completed[other]);
                if (stands(at, k, j) && s.completed[j] < s.invoked[k] && better) {
                    other = j;
                }
            }
        }
        return other;
    }

    /** The append of a row that a read shows although it had completed before that append began; or NONE. */
    public static int lateAppend(Scope s, int k) {
        JournalHistory h = s.h;
        int rows = s.content[k] == NONE || !Kind.isRead(s.kind[k]) ? 0 : h.contentCount(s.content[k]);
        for (int row = 0; row < rows; row++) {
            int writer = h.writer[h.contentEntry(s.content[k], row)];
            if (writer != NONE && h.invoked(writer) > s.completed[k]) {
                int local = Arrays.binarySearch(s.part, 0, s.n, writer);
                if (local >= 0) {
                    return local;
                }
            }
        }
        return NONE;
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
}
