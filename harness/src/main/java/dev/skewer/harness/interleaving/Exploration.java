package dev.skewer.harness.interleaving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Tries the interleavings of a few operations, those with the fewest preemptions first: iterative context bounding (Musuvathi and Qadeer,
 * PLDI 2007), by which a schedule with few preemptions is found before the many others are tried.
 *
 * <p>Each interleaving is tried once: after a schedule is followed, it is as if at each of the choices behind it every other process had
 * been chosen; what then costs no preemption is next in turn, what costs one more waits for the next bound. The stack holds at most the
 * product of steps and processes for each schedule under way.
 */
final class Exploration {
    private final ControlledStore store;
    private final List<ScheduledOperation> operations;
    private int tried;

    Exploration(ControlledStore store, List<ScheduledOperation> operations) {
        this.store = store;
        this.operations = List.copyOf(operations);
    }

    /**
     * What came of it.
     *
     * @param found the first interleaving that shows what was wanted
     * @param tried how many were carried out
     * @param isComplete whether these are all there are
     */
    record Result(Optional<Execution> found, int tried, boolean isComplete) {}

    /**
     * Tries until one is found or none is left.
     *
     * @param wanted whether an interleaving is what is looked for
     * @param limit the most to try
     * @param isEnough asked between two whether to stop
     */
    Result find(Predicate<Execution> wanted, int limit, BooleanSupplier isEnough) {
        Deque<List<Integer>> current = new ArrayDeque<>(List.of(List.of()));
        Deque<List<Integer>> next = new ArrayDeque<>();
        while (!current.isEmpty()) {
            if (tried >= limit || isEnough.getAsBoolean()) {
                return new Result(Optional.empty(), tried, false);
            }
            List<Integer> prefix = current.pop();
            Execution execution = store.execute(operations, Chooser.following(prefix), event -> {});
            tried++;
            if (wanted.test(execution)) {
                return new Result(Optional.of(execution), tried, false);
            }
            branch(execution, prefix.size(), current, next);
            if (current.isEmpty()) {
                Deque<List<Integer>> empty = current;
                current = next;
                next = empty;
            }
        }
        return new Result(Optional.empty(), tried, true);
    }

    private static void branch(Execution execution, int from, Deque<List<Integer>> current, Deque<List<Integer>> next) {
        List<Integer> schedule = execution.schedule();
        for (int i = execution.moves().size() - 1; i >= from; i--) {
            Execution.Move move = execution.moves().get(i);
            for (int other : move.choices()) {
                if (other == move.process()) {
                    continue;
                }
                var branched = new ArrayList<>(schedule.subList(0, i));
                branched.add(other);
                (move.wouldPreempt(other) ? next : current).push(List.copyOf(branched));
            }
        }
    }
}
