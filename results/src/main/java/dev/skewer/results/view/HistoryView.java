package dev.skewer.results.view;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients did, as a picture shows it: operations in lanes, stories told of some of them, faults, how much was done besides, and
 * the orders that a linearizability check found. Operations are named by their number, their place in {@link #operations}.
 *
 * <p>Texts come from the history and may be anything; whoever writes them makes them harmless.
 *
 * @param operations those that are listed
 * @param stories the anomalies that are told, the most telling first; may be empty
 * @param faults when which was on
 * @param activity how much was done over the whole run; null where that is not known
 * @param orders what a linearizability check found; null for others
 * @param focus what is in sight at first where there is neither a story nor an order; null for what is listed first
 * @param hasClock whether the history says when its events happened
 */
public record HistoryView(
        List<Operation> operations,
        List<Story> stories,
        List<Fault> faults,
        @Nullable Activity activity,
        @Nullable Orders orders,
        @Nullable Stretch focus,
        boolean hasClock) {
    /** No operation, or no completion. */
    public static final int NONE = -1;

    /** What became of an operation. */
    public enum Outcome {
        /** It took effect. */
        OK,
        /** It took effect at some time after its invocation, or never. */
        INFO,
        /** It certainly did not take effect. */
        FAIL
    }

    /**
     * One operation.
     *
     * @param process who called
     * @param call the call, such as {@code write 3}
     * @param answer what it returned, such as {@code 3}; empty where there is nothing to tell
     * @param outcome what became of it
     * @param index the index of its invocation in the history, by which people find it there
     * @param invokedRank the place of its invocation among all events; no two events have the same
     * @param completedRank the place of its completion, or {@link #NONE}; {@code INFO} operations have none, as they may take effect
     *     later
     * @param invoked when it was called, in nanoseconds; all zero for a history without times
     * @param completed when it returned, or when its client gave up; {@link #NONE} if it never did
     */
    public record Operation(
            String process,
            String call,
            String answer,
            Outcome outcome,
            long index,
            long invokedRank,
            long completedRank,
            long invoked,
            long completed) {
        /** Checks what the picture relies on. */
        public Operation {
            if (outcome == Outcome.INFO ? completedRank != NONE : completedRank <= invokedRank) {
                throw new IllegalArgumentException("operation " + index + ", " + outcome + ", invoked at event "
                        + invokedRank + ", cannot complete at event " + completedRank);
            }
        }
    }

    /**
     * An anomaly as it is told.
     *
     * @param key what the page around the picture calls it
     * @param name of the anomaly, and which example of it
     * @param title one line that says what happened
     * @param steps its operations
     * @param edges what puts one of them before another
     * @param surroundings the stretch of the history around it of which operations are listed; null if that is all of it
     */
    public record Story(
            String key,
            String name,
            String title,
            List<Step> steps,
            List<Edge> edges,
            @Nullable Stretch surroundings) {
        /** Copies the lists. */
        public Story {
            steps = List.copyOf(steps);
            edges = List.copyOf(edges);
        }
    }

    /**
     * A stretch of a history.
     *
     * @param from where it begins, in nanoseconds as of operations
     * @param to where it ends, likewise
     * @param leftOut how many operations that were under way in it are not listed
     */
    public record Stretch(long from, long to, long leftOut) {}

    /**
     * An operation's part in a story.
     *
     * @param label its name there, such as {@code T1}
     * @param operation its number
     * @param role why it is there; may be empty
     */
    public record Step(String label, int operation, String role) {}

    /**
     * What puts one step before another.
     *
     * @param from the earlier step, by its place
     * @param to the later step, by its place
     * @param type in which way it is earlier
     * @param reason how one can tell
     */
    public record Edge(int from, int to, EdgeType type, String reason) {}

    /**
     * A fault.
     *
     * @param name of it; each has a band of its own
     * @param from nanoseconds, as of operations
     * @param to the same
     * @param words where and how it was
     */
    public record Fault(String name, long from, long to, String words) {}

    /**
     * How much was done over the whole run, in lanes.
     *
     * @param bucketNanos what one bucket covers, from the start of the run
     * @param lengthNanos the time of the last event
     * @param lanes one for each process, or for several together
     */
    public record Activity(long bucketNanos, long lengthNanos, List<Lane> lanes) {
        /** Copies the list. */
        public Activity {
            lanes = List.copyOf(lanes);
        }
    }

    /**
     * How much one lane did.
     *
     * @param first the name of its first process; empty if it is that of all others
     * @param name what it is called
     * @param ok operations that ended so in each bucket; none did in buckets that are beyond the list
     * @param fail the same
     * @param info the same
     */
    public record Lane(String first, String name, List<Long> ok, List<Long> fail, List<Long> info) {
        /** Copies the lists. */
        public Lane {
            ok = List.copyOf(ok);
            fail = List.copyOf(fail);
            info = List.copyOf(info);
        }
    }

    /**
     * The orders that a linearizability check found.
     *
     * @param valid the verdict
     * @param initialState the model's state before the first operation
     * @param paths as partial linearizations: for {@code true} one of all operations, otherwise first the one that gets farthest in
     *     time, then the longest ones with the operations that it leaves out; may be empty
     * @param isExhaustive whether there are no others
     * @param stuck the operation that could not be placed, or {@link #NONE}
     * @param refusals the states that were possible when {@code stuck} had to take effect; empty where they are not known
     */
    public record Orders(
            Validity valid,
            String initialState,
            List<List<Placed>> paths,
            boolean isExhaustive,
            int stuck,
            List<Refusal> refusals) {
        /** Copies the lists. */
        public Orders {
            paths = paths.stream().map(List::copyOf).toList();
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * One step of a linearization.
     *
     * @param operation the one that takes effect
     * @param state the model's state after it
     */
    public record Placed(int operation, String state) {}

    /**
     * Why one possible state does not allow the operation that could not be placed.
     *
     * @param state the state
     * @param why the reason; empty where there is nothing to add
     */
    public record Refusal(String state, String why) {}

    /** Copies the lists, and checks that every operation that is named exists. */
    public HistoryView {
        operations = List.copyOf(operations);
        stories = List.copyOf(stories);
        faults = List.copyOf(faults);
        for (Story story : stories) {
            for (Step step : story.steps()) {
                checkExists(step.operation(), operations.size());
            }
            for (Edge edge : story.edges()) {
                checkExists(edge.from(), story.steps().size());
                checkExists(edge.to(), story.steps().size());
            }
        }
        if (orders != null) {
            if (orders.stuck() != NONE) {
                checkExists(orders.stuck(), operations.size());
            }
            for (List<Placed> path : orders.paths()) {
                for (Placed placed : path) {
                    checkExists(placed.operation(), operations.size());
                }
            }
        }
    }

    private static void checkExists(int number, int count) {
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException("there is no operation " + number + " among " + count);
        }
    }
}
