package dev.skewer.checker.linear.explain;

import dev.skewer.checker.Certificate;
import dev.skewer.checker.linear.Abstraction;
import dev.skewer.checker.linear.Additive;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.ModelFailure;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.JustInTime;
import dev.skewer.checker.linear.search.OrderSearch.Result;
import dev.skewer.checker.linear.search.Replay;
import dev.skewer.checker.linear.search.Search;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks an answer again by something small that has nothing in common with what gave it but the model: an order by {@link
 * Replay}; operations that contradict each other, which a {@link Search} or a monitor found, by {@link JustInTime}; and a
 * contradiction after a cut, which that found, by a {@link Search} of everything.
 */
public final class Certifier {
    private static final long MEMORY = 256L << 20;

    /** More elements than these are not told apart; what differs among them is enough. */
    private static final int MAX_ELEMENTS = 16;

    /** How much longer a step takes where each makes a map of its own. */
    private static final int SLOW = 16;

    private static final Certificate REPLAYED =
            new Certificate(true, "an order of all operations was replayed through the model");
    private static final Certificate REPEATED = new Certificate(
            true, "another algorithm found no order of the operations that contradict each other either");
    private static final Certificate SEARCHED =
            new Certificate(true, "another algorithm found no order of all operations either");
    private static final Certificate TOO_LONG =
            new Certificate(false, "the proof that there is no order is too long to be repeated within the limits");
    private static final Certificate OPEN = new Certificate(false, "there is no answer");

    private final SubHistory history;
    private final boolean isMonitored;
    private final Effort effort;

    /**
     * A certifier.
     *
     * @param history the calls of a part
     * @param isMonitored whether no search has decided it
     * @param effort what it may cost
     */
    Certifier(SubHistory history, boolean isMonitored, Effort effort) {
        this.history = history;
        this.isMonitored = isMonitored;
        this.effort = effort;
    }

    /** That a part was not decided. */
    static Certificate open() {
        return OPEN;
    }

    /** Certifies that calls are linearizable by an order of them. */
    Certificate order(int[] order) {
        String complaint = Replay.complaint(history.model(), history.calls(), history.operations(), order);
        if (!complaint.isEmpty()) {
            throw new IllegalStateException("an order of all operations is none: " + complaint);
        }
        return REPLAYED;
    }

    /**
     * Certifies that calls are not linearizable.
     *
     * @param explanation why, in the numbers of these calls
     * @throws IllegalStateException if they are
     */
    Certificate contradiction(Explanation explanation) {
        boolean isPart = !explanation.elements().isEmpty();
        SubHistory seen = isPart && history.model() instanceof Composite composite
                ? history.only(composite, new HashSet<>(explanation.elements()))
                : history;
        int[] kept = explanation.operations().stream()
                .mapToInt(seen::find)
                .filter(call -> call >= 0)
                .toArray();
        Explanation.Basis basis = explanation.basis();
        if (basis instanceof Explanation.Cut cut) {
            int moment = seen.calls().completed[seen.find(cut.last())];
            Problem problem = Marked.of(seen, moment, kept);
            return certificate(problem.search(effort), REPEATED);
        }
        if (basis instanceof Explanation.AfterOperation after) {
            SubHistory rest = after(seen.model(), seen, seen.find(after.operation()), kept);
            return certificate(again(rest, explanation.operations()), REPEATED);
        }
        if (basis instanceof Explanation.Beginning) {
            SubHistory some = isPart && history.model() instanceof Composite composite
                    ? seen.without(composite, explanation.operations())
                    : seen;
            return certificate(again(some, explanation.operations()), REPEATED);
        }
        return certificate(walk(history, history.known(Calls.NEVER, false)), SEARCHED);
    }

    private static Certificate certificate(Result again, Certificate certified) {
        return switch (again) {
            case NOT_LINEARIZABLE -> certified;
            case EXHAUSTED, PAUSED -> TOO_LONG;
            case LINEARIZABLE ->
                throw new IllegalStateException("operations of which it was proved that they have no order have one");
        };
    }

    private static <S> SubHistory after(Model<S> model, SubHistory seen, int anchor, int[] kept) {
        Operation op = seen.operations().get(anchor);
        S state = ModelFailure.stateAfter(model, op);
        if (state == null) {
            throw new IllegalStateException(op.text() + " does not say what the state is");
        }
        return seen.after(anchor, StartingAt.after(model, state, op), seen.lastReturn(kept));
    }

    /** Looks by another algorithm for an order of some operations, whatever the others did. */
    private Result again(SubHistory some, List<Integer> operations) {
        SubHistory seen = abstracted(some, operations);
        int[] kept = kept(seen, operations);
        Result result = walk(seen, kept);
        if (result == Result.NOT_LINEARIZABLE) {
            return result;
        }
        if (seen.model() instanceof Additive) {
            // Sums are too many for all configurations to be kept; the general search does not know that they are sums.
            Result searched = seen.relaxed(kept).search(effort.share(effort.left() / SLOW));
            boolean isOpen = searched != Result.LINEARIZABLE && searched != Result.NOT_LINEARIZABLE && isMonitored;
            return isOpen && seen.contradicts(kept, effort.left(), effort) ? Result.NOT_LINEARIZABLE : searched;
        }
        // Where some elements are told apart only, an order of theirs need not be one of all.
        return seen == some ? result : walk(some, kept(some, operations));
    }

    private static int[] kept(SubHistory some, List<Integer> operations) {
        return operations.stream()
                .mapToInt(some::find)
                .filter(call -> call >= 0 && !some.calls().isUnknown(call))
                .toArray();
    }

    private Result walk(SubHistory some, int[] kept) {
        StateMachine<?> machine = some.machine();
        List<JustInTime.Configuration> start = List.of(JustInTime.Configuration.initial(machine));
        JustInTime walk = some.walk(machine, kept, start, -1, effort.share(effort.left() / 2));
        walk.run();
        if (walk.failed() != JustInTime.NONE) {
            return Result.NOT_LINEARIZABLE;
        }
        return walk.isExhausted() ? Result.EXHAUSTED : Result.LINEARIZABLE;
    }

    /** The calls with only those elements told apart that some operations speak of. */
    private static SubHistory abstracted(SubHistory some, List<Integer> operations) {
        if (!(some.model() instanceof Abstraction abstraction)) {
            return some;
        }
        List<Set<Object>> sets = new ArrayList<>();
        for (int op : operations) {
            int call = some.find(op);
            if (call >= 0) {
                sets.add(abstraction.elements(some.operations().get(call)));
            }
        }
        Set<Object> all = new LinkedHashSet<>();
        sets.forEach(all::addAll);
        return some.only(abstraction, all.size() <= MAX_ELEMENTS ? all : telling(sets));
    }

    /** Of the elements that operations speak of, each that is alone in one, and one of each difference between two. */
    private static Set<Object> telling(List<Set<Object>> sets) {
        Set<Object> telling = new LinkedHashSet<>();
        for (Set<Object> one : sets) {
            if (one.size() == 1) {
                telling.addAll(one);
            }
            for (Set<Object> other : sets) {
                one.stream().filter(each -> !other.contains(each)).findFirst().ifPresent(telling::add);
            }
        }
        return telling;
    }

    /** Calls of which a search is to show that they have no order. */
    public record Problem(Calls calls, List<Operation> operations, Model<?> model) {
        /** Searches for one as for a model of which nothing more is known. */
        public Result search(Effort effort) {
            long weight = 1
                    + Arrays.stream(calls.completed)
                                    .filter(each -> each == Calls.NEVER)
                                    .count()
                            / 16;
            var search = new Search(calls, StateMachine.of(model, operations, new Allowance(MEMORY)), effort.limit());
            Result result = search.run(effort.left() / weight);
            effort.spend(weight * search.steps());
            return result;
        }
    }
}
