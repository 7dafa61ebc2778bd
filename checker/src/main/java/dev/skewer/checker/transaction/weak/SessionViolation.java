package dev.skewer.checker.transaction.weak;

import java.util.List;

/**
 * Why a history has no execution that keeps a {@link SessionGuarantee}. Writes and reads are micro-ops of the history.
 *
 * @param guarantee which one
 * @param steps writes of which each has to be before the next, and the last before the first; of a read that saw an object before any
 *     write, the single step from the write that it has to see
 */
public record SessionViolation(SessionGuarantee guarantee, List<Step> steps) {
    /** Copies the list. */
    public SessionViolation {
        steps = List.copyOf(steps);
    }

    /** Why a write is before another. */
    public enum Why {
        /** The read returned the second, and its process had done the first itself. */
        OWN_WRITE,
        /** The read returned the second, and an earlier one of its process the first. */
        EARLIER_READ,
        /** The read returned the second, and it or an earlier one of its process what the process of the first wrote after that. */
        EARLIER_WRITE,
        /** The read returned the second, and it or an earlier one of its process what was written after the first had been read. */
        READ_BEFORE_WRITE,
        /** One process did the first and then the second. */
        SAME_PROCESS,
        /** The process of the second had read the first before. */
        READ_FIRST,
        /** The elements of a list stand so. */
        LIST
    }

    /**
     * That a write has to be before another.
     *
     * @param first a write
     * @param second a write; -1 if the read saw what was there before any
     * @param why how that is known
     * @param read the read that returned the second, or of {@link Why#READ_FIRST} the first; otherwise -1
     * @param earlier the read by which its process came to have to see the first, if {@code why} has one; otherwise -1
     */
    public record Step(int first, int second, Why why, int read, int earlier) {}
}
