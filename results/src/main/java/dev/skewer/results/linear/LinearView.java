package dev.skewer.results.linear;

import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of one check of one part of a history, whichever algorithm made it. Operations are named by their
 * number, their place in {@link #ops}.
 *
 * <p>Texts come from the history and may be anything; the page makes them harmless.
 *
 * @param title what was checked, such as the name of the history's file
 * @param valid the verdict
 * @param model name of the model
 * @param part which part of the history, such as {@code key 5 of 12}; empty for the whole
 * @param initialState the model's state before the first operation
 * @param ops the operations of the part, failed ones too if they are to be seen
 * @param paths the orders found, as partial linearizations: for {@code true} one of all operations, otherwise first the
 *     one that gets farthest in time, then the longest ones with the operations that it leaves out; may be empty
 * @param exhaustive whether there are no others: an {@code OK} operation that is in none of the paths is in no partial
 *     linearization at all
 * @param stuck the operation that could not be placed, one of the story, or {@link #NONE}; only for {@code false}
 * @param refusals all states that were possible when {@code stuck} had to take effect, each with the reason why it does
 *     not allow it; empty where they are not known
 * @param core the operations of the story, in its order; empty without one
 * @param story why there is no order, as it is told elsewhere too; null unless the verdict is {@code false}
 * @param notes what else is to be said, a sentence each, such as which budget ran out
 */
public record LinearView(
        String title,
        Validity valid,
        String model,
        String part,
        String initialState,
        List<Op> ops,
        List<List<Step>> paths,
        boolean exhaustive,
        int stuck,
        List<Refusal> refusals,
        List<Integer> core,
        @Nullable Example story,
        List<String> notes) {
    /** No operation, or no completion. */
    public static final int NONE = -1;

    /** What became of an operation. */
    public enum Status {
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
     * @param status what became of it
     * @param index the index of its invocation in the history, by which people find it there
     * @param invokedRank the place of its invocation among all events; no two events have the same
     * @param completedRank the place of its completion, or {@link #NONE}; {@code INFO} operations have none
     * @param invoked when it was called, in nanoseconds; all zero for a history without times
     * @param completed when it returned; without meaning where {@code completedRank} is {@code NONE}
     */
    public record Op(
            String process,
            String call,
            String answer,
            Status status,
            long index,
            long invokedRank,
            long completedRank,
            long invoked,
            long completed) {
        /** Checks what the page relies on. */
        public Op {
            if (status == Status.INFO ? completedRank != NONE : completedRank <= invokedRank) {
                throw new IllegalArgumentException("operation " + index + ", " + status + ", invoked at event "
                        + invokedRank + ", cannot complete at event " + completedRank);
            }
        }
    }

    /**
     * One step of a linearization.
     *
     * @param op the operation that takes effect
     * @param state the model's state after it
     */
    public record Step(int op, String state) {}

    /**
     * Why one possible state does not allow the operation that could not be placed.
     *
     * @param state the state
     * @param why the reason, such as {@code the register holds 3, not 2}; empty where there is nothing to add
     */
    public record Refusal(String state, String why) {}

    /** Copies the lists, and checks that every operation that is named exists. */
    public LinearView {
        ops = List.copyOf(ops);
        paths = paths.stream().map(List::copyOf).toList();
        refusals = List.copyOf(refusals);
        core = List.copyOf(core);
        notes = List.copyOf(notes);
        if (stuck != NONE) {
            if (valid != Validity.FALSE) {
                throw new IllegalArgumentException("nothing is stuck where the verdict is " + valid);
            }
            checkExists(stuck, ops);
        }
        if (core.size() != (story == null ? 0 : story.steps().size())) {
            throw new IllegalArgumentException("a story of other operations than the core");
        }
        if (!core.isEmpty() && !core.contains(stuck)) {
            throw new IllegalArgumentException("a story of other operations than the one that could not be placed");
        }
        for (int op : core) {
            checkExists(op, ops);
        }
        for (List<Step> path : paths) {
            for (Step step : path) {
                checkExists(step.op(), ops);
            }
        }
    }

    private static void checkExists(int op, List<Op> ops) {
        if (op < 0 || op >= ops.size()) {
            throw new IllegalArgumentException("there is no operation " + op + " among " + ops.size());
        }
    }
}
