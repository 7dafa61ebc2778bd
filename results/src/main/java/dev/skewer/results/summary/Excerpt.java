package dev.skewer.results.summary;

import java.util.List;

/**
 * The part of a history around one example of an anomaly: what all clients did from shortly before its first operation to shortly after its
 * last. Steps of the example are found in it by their index. Of a history without any example it is the part around its {@link Highlight}.
 *
 * @param anomaly the name of the anomaly, of those that were found or of those that are allowed; empty if it is around no example
 * @param example which of its examples, from 0
 * @param from where it begins, in nanoseconds since the start of the run; the number of an event where the history has no times
 * @param to where it ends, likewise
 * @param operations by the time of their calls; all of the example's, and of the others those that are nearest to one of them
 * @param leftOut how many others were under way between {@code from} and {@code to}
 */
public record Excerpt(String anomaly, int example, long from, long to, List<Operation> operations, long leftOut) {
    /** The {@link #anomaly} of what is around no example. */
    public static final String NONE = "";

    /** Copies the list. */
    public Excerpt {
        operations = List.copyOf(operations);
    }

    /**
     * One operation of a client.
     *
     * @param index the history index of its invoke event
     * @param process the name of its process
     * @param function what was called, such as {@code append}
     * @param outcome how it ended
     * @param invoked when it was called, in nanoseconds since the start of the run; the number of the event where there are no times
     * @param completed when it ended, likewise; -1 if it never did
     * @param argument what it was called with, as EDN; cut, which an ellipsis at its end tells, if it is long
     * @param result what it returned, or the error that it ended with; empty if it says no more than the argument
     */
    public record Operation(
            long index,
            String process,
            String function,
            Outcome outcome,
            long invoked,
            long completed,
            String argument,
            String result) {}
}
