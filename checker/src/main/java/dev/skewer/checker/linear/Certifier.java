package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
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
final class Certifier {
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
     */
    Certificate contradiction(Explanation explanation) {
        SubHistory seen = history.model() instanceof Composite composite
                        && !explanation.elements().isEmpty()
                ? history.only(composite, new HashSet<>(explanation.elements()))
                : history;
        int[] kept = explanation.operations().stream()
                .mapToInt(seen::find)
                .filter(call -> call >= 0)
                .toArray();
        if (explanation.basis() instanceof Explanation.Cut cut) {
            return repeatsAfter(seen, seen.find(cut.last()), kept) ? REPEATED : TOO_LONG;
        }
        if (explanation.basis() instanceof Explanation.AfterOperation after) {
            return repeats(after(seen.model(), seen, seen.find(after.operation()), kept), explanation.operations())
                    ? REPEATED
                    : TOO_LONG;
        }
        if (explanation.basis() instanceof Explanation.Beginning) {
            boolean isPart = history.model() instanceof Composite
                    && !explanation.elements().isEmpty();
            SubHistory some = isPart ? seen.without((Composite) history.model(), explanation.operations()) : seen;
            return repeats(some, explanation.operations()) ? REPEATED : TOO_LONG;
        }
        int stuck = history.find(explanation.stuck());
        int end = history.calls().completed[stuck];
        return fails(history, history.known(end, false), end) ? SEARCHED : TOO_LONG;
    }

    private static <S> SubHistory after(Model<S> model, SubHistory seen, int anchor, int[] kept) {
        Operation op = seen.operations().get(anchor);
        S state = ModelFailure.stateAfter(model, op);
        if (state == null) {
            throw new IllegalStateException(op.text() + " does not say what the state is");
        }
        return seen.after(anchor, StartingAt.after(model, state, op), end(seen.calls(), kept));
    }

    /** Where all of some calls that return have. */
    private static int end(Calls calls, int[] kept) {
        int end = 0;
        for (int call : kept) {
            end = calls.isUnknown(call) ? end : Math.max(end, calls.completed[call]);
        }
        return end;
    }

    /** Whether some operations have no order, whatever the others did. */
    private boolean repeats(SubHistory some, List<Integer> operations) {
        SubHistory seen = abstracted(some, operations);
        int[] kept = operations.stream()
                .mapToInt(seen::find)
                .filter(call -> call >= 0 && !seen.calls().isUnknown(call))
                .toArray();
        int end = end(seen.calls(), kept);
        if (!(seen.model() instanceof Additive)) {
            return fails(seen, kept, end);
        }
        // Sums are too many for all configurations to be kept; the general search does not know that they are sums.
        return fails(seen, kept, end)
                || seen.relaxed(kept, end).search(effort.share(effort.left() / SLOW))
                || (isMonitored && seen.contradicts(kept, end, effort.left(), effort));
    }

    private boolean fails(SubHistory some, int[] kept, int end) {
        StateMachine<?> machine = some.machine();
        List<JustInTime.Configuration> start = List.of(new JustInTime.Configuration(machine.initial(), new int[0]));
        JustInTime walk = some.walk(machine, kept, start, -1, end, effort.share(effort.left() / 2));
        walk.run();
        return walk.failed() != JustInTime.NONE;
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

    /**
     * Whether no order of what was called before a moment, with all that is known of it, goes on with some calls, whatever the
     * others do after it.
     *
     * @param last the call whose return is the moment
     */
    private boolean repeatsAfter(SubHistory seen, int last, int[] kept) {
        return Marked.of(seen, seen.calls().completed[last], kept, end(seen.calls(), kept))
                .search(effort);
    }

    /** Calls that a search is to show to have no order. */
    record Problem(Calls calls, List<Operation> operations, Model<?> model) {
        /** Whether there certainly is none. */
        boolean search(Effort effort) {
            long weight = 1
                    + Arrays.stream(calls.completed)
                                    .filter(each -> each == Calls.NEVER)
                                    .count()
                            / 16;
            var search =
                    new Search(calls, StateMachine.of(model, operations, new Allowance(MEMORY)), Budget.unlimited());
            boolean none = search.run(effort.left() / weight) == OrderSearch.Result.NOT_LINEARIZABLE;
            effort.spend(weight * search.steps());
            return none;
        }
    }
}
