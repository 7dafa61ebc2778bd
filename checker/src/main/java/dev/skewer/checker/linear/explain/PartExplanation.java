package dev.skewer.checker.linear.explain;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Monitored;
import dev.skewer.checker.linear.explain.Explainer.Contradiction;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.Parts.Part;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.OrderSearch;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.checker.linear.search.Search;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains why a part of a history is not linearizable, whether a search or a monitor found that out. */
final class PartExplanation {
    /** What the explanation of one part may cost: some tenths of a second. */
    private static final long STEPS = 3_000_000;

    /** What it may cost beyond that, for each step that it took to decide, and at most. */
    private static final long STEPS_PER_STEP = 4;

    private static final long MOST_STEPS = 12_000_000;

    /** How many steps may go into finding out at which call every order ends; in so many calls at the most. */
    private static final long PLACING_STEPS = 200_000;

    private static final int MOST_PLACED = 20_000;
    private static final long MEMORY = 64L << 20;

    private final Part part;
    private final PartResult result;
    private final SubHistory whole;
    private final Budget limit;

    /**
     * An explanation that is about to be found.
     *
     * @param result what was found out about the part, which is false
     * @param whole the calls of the part
     * @param limit ends it before its steps are over
     */
    PartExplanation(Part part, PartResult result, SubHistory whole, Budget limit) {
        this.part = part;
        this.result = result;
        this.whole = whole;
        this.limit = limit;
    }

    /** Few operations that contradict each other; equal parts have equal ones. */
    Explanation find() {
        int[] contradiction = result.contradiction().stream()
                .mapToInt(op -> Arrays.binarySearch(part.ops, op))
                .toArray();
        if (contradiction.length == 0) {
            int stuck = Arrays.binarySearch(part.ops, result.stuck());
            Contradiction found = new Explainer(whole, result.steps(), effort()).explain(stuck);
            return explanation(found == null ? Contradiction.unknown(stuck) : found);
        }
        // What a monitor finds is a contradiction, though perhaps a long one.
        List<Object> elements = elements(contradiction);
        Contradiction found = new Contradiction(
                new Explanation.Beginning(),
                Explainer.boxed(contradiction),
                elements,
                fitsNowhere(contradiction),
                List.of(),
                contradiction.length);
        if (contradiction.length > Explainer.MAX_ROWS) {
            Contradiction shorter = shorter(elements, lastToReturn(contradiction));
            found = shorter != null && shorter.calls().size() < contradiction.length ? shorter : found;
        }
        return explanation(found);
    }

    private @Nullable Contradiction shorter(List<Object> elements, int stuck) {
        Effort effort = effort();
        if (!(whole.model() instanceof Composite composite) || elements.isEmpty()) {
            return new Explainer(whole, 0, effort).explain(stuck);
        }
        SubHistory some = whole.only(composite, new HashSet<>(elements));
        Contradiction found = new Explainer(some, 0, effort).explain(some.find(stuck));
        return found == null || !found.elements().isEmpty() ? found : found.of(elements);
    }

    private Effort effort() {
        return new Effort(Math.min(MOST_STEPS, STEPS + STEPS_PER_STEP * result.steps()), limit);
    }

    /** The elements that a monitor looked at; none if it looked at all. */
    private List<Object> elements(int[] contradiction) {
        if (!(whole.model() instanceof Monitored monitored)
                || !monitored.decidesByElement()
                || !(whole.model() instanceof Composite composite)) {
            return List.of();
        }
        Set<Object> elements = new LinkedHashSet<>();
        for (int call : contradiction) {
            elements.addAll(composite.elements(whole.operations().get(call)));
        }
        return List.copyOf(elements);
    }

    /**
     * Of calls that contradict each other, of each of which the same can be said, the one at which every order of all calls ends,
     * which a picture of them shows; if it is none of them, or a search does not soon find out, the last to answer.
     */
    private int fitsNowhere(int[] contradiction) {
        if (contradiction.length > 1 && whole.operations().size() <= MOST_PLACED) {
            var machine = StateMachine.of(whole.model(), whole.operations(), new Allowance(MEMORY));
            var search = new Search(whole.calls(), machine, limit);
            if (search.run(PLACING_STEPS) == OrderSearch.Result.NOT_LINEARIZABLE) {
                int end = search.impasse().call();
                if (Arrays.stream(contradiction).anyMatch(call -> call == end)) {
                    return end;
                }
            }
        }
        return lastToAnswer(contradiction);
    }

    /** Of calls that contradict each other, the last to return: if some answered something, of these. */
    private int lastToAnswer(int[] contradiction) {
        int[] answers = Arrays.stream(contradiction)
                .filter(call -> whole.operations().get(call).known()
                        && !whole.operations().get(call).answer().isEmpty())
                .toArray();
        return lastToReturn(answers.length > 0 ? answers : contradiction);
    }

    /** Of calls of which some return, the last to do so. */
    private int lastToReturn(int[] some) {
        int last = some[0];
        for (int call : some) {
            int completed = whole.calls().completed[call];
            boolean later =
                    completed > whole.calls().completed[last] || whole.calls().isUnknown(last);
            last = completed != Calls.NEVER && later ? call : last;
        }
        return last;
    }

    private Explanation explanation(Contradiction found) {
        var explanation = new Explanation(
                found.basis(), found.calls(), found.elements(), found.stuck(), found.refusals(), result.because());
        return explanation.renamed(call -> part.ops[call]);
    }
}
