package dev.skewer.harness.run;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Verdict;
import dev.skewer.history.EventSink;
import dev.skewer.history.Format;

/** Takes the events of one history and decides about it in the end. */
public interface Judge extends EventSink {
    /** Finds a judge for a history. */
    interface Court {
        /** The name of the model that its judges go by. */
        String model();

        /**
         * A judge of one history.
         *
         * @param source the history's name in complaints
         * @param format how it was stored
         */
        Judge judge(String source, Format format);
    }

    /** About how many bytes the events take so far. */
    long bytes();

    /** How many operations of clients have ended so far, whether as ok, fail or info. */
    long completed();

    /**
     * The verdict on the events taken; once only.
     *
     * @param budget what finding it may cost
     * @throws dev.skewer.history.HistoryException if they are no history of the model
     */
    Verdict verdict(Budget budget);
}
