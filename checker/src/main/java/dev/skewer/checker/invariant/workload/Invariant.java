package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.story.Findings;

/** What a workload promises of its histories, and how to tell whether one keeps it. Immutable. */
public interface Invariant {
    /** What people have to know of it. */
    CheckerInfo info();

    /**
     * A check with options.
     *
     * @throws dev.skewer.checker.CheckOptionException if one has a value that it cannot have
     */
    Check open(CheckOptions options);

    /** The function whose completions have a collection for their value, by which tuples are told from pairs; may be empty. */
    default String reads() {
        return "read";
    }

    /** Why there may be nothing to judge in a history, as a clause that begins with "no". */
    String unjudged();

    /** Looks for what breaks the promise. */
    @FunctionalInterface
    interface Check {
        /**
         * Judges the operations of one key.
         *
         * @param partition the operations
         * @param findings takes what is found
         * @param budget ends the check with {@link Budget.Exceeded} when it is spent
         * @throws dev.skewer.history.HistoryException if an operation is none of the workload's
         */
        void examine(Partition partition, Findings findings, Budget budget);
    }
}
