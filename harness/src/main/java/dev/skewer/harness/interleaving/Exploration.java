package dev.skewer.harness.interleaving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tries the interleavings of a few operations, the likely ones first: by the number of preemptions (iterative context bounding: Musuvathi and
 * Qadeer, PLDI 2007), or of any choices that are not the expected ones (in the manner of delay bounding: Emmi, Qadeer and Rakamarić, POPL 2011),
 * by which a schedule with few of them is found before the many others are tried.
 *
 * <p>Each interleaving is tried once: after a schedule is followed, it is as if at each of the choices behind it every other process had
 * been chosen; what then costs nothing is next in turn, what costs one more waits for the next bound. The stacks hold no more
 * than is left to be tried.
 */
final class Exploration {
    /** What is counted of a schedule. */
    enum Cost {
        /**
         * The times that a process is taken off in the middle of an operation. Operations that overlap in the recorded history come in any order
         * without it, which are as many as there are permutations.
         */
        PREEMPTIONS,
        /** The times that a process goes on that was not expected to: of n steps n² or so schedules have two. */
        DEVIATIONS;

        private boolean isCharged(Execution.Move move, int chosen) {
            return switch (this) {
                case PREEMPTIONS -> move.wouldPreempt(chosen);
                case DEVIATIONS -> chosen != move.expected();
            };
        }
    }

    private final ControlledStore store;
    private final List<ScheduledOperation> operations;
    private final Cost cost;
    private int tried;

    Exploration(ControlledStore store, List<ScheduledOperation> operations, Cost cost) {
        this.store = store;
        this.operations = List.copyOf(operations);
        this.cost = cost;
    }

    /**
     * What came of it.
     *
     * @param found the first interleaving that shows what was wanted
     * @param tried how many were carried out
     * @param isComplete whether these are all there are that cost no more than was to be tried
     * @param bound what the last one cost at most
     */
    record Result(Optional<Execution> found, int tried, boolean isComplete, int bound) {}

    /**
     * Tries until one is found or none is left.
     *
     * @param wanted whether an interleaving is what is looked for
     * @param limit the most to try
     * @param mostCost the most that one may cost
     * @param isEnough asked between two whether to stop
     */
    Result find(Predicate<Execution> wanted, int limit, int mostCost, BooleanSupplier isEnough) {
        int bound = 0;
        Deque<List<Integer>> current = new ArrayDeque<>(List.of(List.of()));
        Deque<List<Integer>> next = new ArrayDeque<>();
        while (!current.isEmpty() && bound <= mostCost) {
            if (tried >= limit || isEnough.getAsBoolean()) {
                return new Result(Optional.empty(), tried, false, bound);
            }
            List<Integer> prefix = current.pop();
            Execution execution = store.execute(operations, Chooser.following(prefix), event -> {});
            tried++;
            if (wanted.test(execution)) {
                return new Result(Optional.of(execution), tried, false, bound);
            }
            // No more than can be tried: the rest would only take memory.
            int room = limit - tried - current.size() - next.size();
            branch(execution, prefix.size(), current, bound < mostCost ? next : null, room);
            if (current.isEmpty()) {
                Deque<List<Integer>> empty = current;
                current = next;
                next = empty;
                bound++;
            }
        }
        return new Result(Optional.empty(), tried, true, bound);
    }

    /** Adds what differs from a schedule in one choice behind its prefix: to the present stack, or to the next where that costs something. */
    private void branch(
            Execution execution,
            int from,
            Deque<List<Integer>> current,
            @Nullable Deque<List<Integer>> next,
            int room) {
        List<Integer> schedule = execution.schedule();
        int left = room;
        for (int i = execution.moves().size() - 1; i >= from; i--) {
            Execution.Move move = execution.moves().get(i);
            for (int other : move.choices()) {
                Deque<List<Integer>> stack = cost.isCharged(move, other) ? next : current;
                if (other != move.process() && stack != null && left-- > 0) {
                    var branched = new ArrayList<>(schedule.subList(0, i));
                    branched.add(other);
                    stack.push(List.copyOf(branched));
                }
            }
        }
    }
}
