package dev.skewer.harness.run;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.explain.Explanation;
import dev.skewer.checker.linear.parts.Refusal;
import dev.skewer.checker.linear.search.Exploration;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.results.Figures;
import dev.skewer.results.linear.LinearView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** What a linearizability check found, in the form in which people look at it. */
public final class LinearViews {
    /** When to end looking for orders in any case; as a rule the number of steps ends it before, so that pages are the same each time. */
    private static final Duration EXPLAINING = Duration.ofSeconds(30);

    private static final long MEMORY = 256L << 20;
    private static final int MAX_NAMES = 10;

    private final String title;
    private final Analysis analysis;
    private final String model;

    /**
     * Views of one check.
     *
     * @param title what was checked
     * @param analysis what came of it
     * @param model the name of the model
     */
    public LinearViews(String title, Analysis analysis, String model) {
        this.title = title;
        this.analysis = analysis;
        this.model = model;
    }

    /**
     * The part that is most worth a look: of those that are not linearizable the one that the other reports tell of, or the first
     * that is not decided, or else the first.
     */
    public PartResult mostTelling() {
        List<PartResult> told = analysis.told();
        if (!told.isEmpty()) {
            return told.get(told.size() - 1);
        }
        PartResult chosen = analysis.parts().get(0);
        for (PartResult each : analysis.parts()) {
            if (each.valid() == Validity.UNKNOWN && chosen.valid() == Validity.TRUE) {
                chosen = each;
            }
        }
        return chosen;
    }

    /** The view of a part. */
    public LinearView of(PartResult part) {
        List<Integer> numbers = analysis.operations(part);
        List<LinearView.Op> ops = numbers.stream().map(this::op).toList();
        Exploration found = analysis.explore(part, Budget.of(EXPLAINING, MEMORY));
        boolean isWrong = part.valid() == Validity.FALSE;
        List<Integer> core = isWrong ? analysis.storyOperations(part) : List.of();
        // The story chooses, and the picture follows.
        int stuck = isWrong ? analysis.explanation(part).stuck() : LinearView.NONE;
        List<List<LinearView.Step>> paths = new ArrayList<>();
        for (List<Integer> order : isWrong ? endingBefore(stuck, found.orders()) : found.orders()) {
            if (!order.isEmpty()) {
                paths.add(steps(order, numbers));
            }
        }
        return new LinearView(
                title,
                part.valid(),
                model,
                keyed(part),
                analysis.states(List.of()).get(0),
                ops,
                paths,
                found.complete(),
                isWrong ? place(numbers, stuck) : LinearView.NONE,
                isWrong ? refusals(part, stuck, found) : List.of(),
                core.stream().map(op -> place(numbers, op)).toList(),
                isWrong ? analysis.story(part) : null,
                notes(part, found));
    }

    /**
     * Orders of which the first does not have an operation: of those that there are the first that does not, or else the beginning
     * of the first.
     */
    private static List<List<Integer>> endingBefore(int stuck, List<List<Integer>> orders) {
        List<List<Integer>> some = new ArrayList<>(orders);
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).contains(stuck)) {
                some.add(0, some.remove(i));
                return some;
            }
        }
        if (!some.isEmpty()) {
            List<Integer> first = some.get(0);
            some.add(0, first.subList(0, first.indexOf(stuck)));
        }
        return some;
    }

    private List<LinearView.Step> steps(List<Integer> order, List<Integer> numbers) {
        List<String> states = analysis.states(order);
        List<LinearView.Step> steps = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            steps.add(new LinearView.Step(place(numbers, order.get(i)), states.get(i + 1)));
        }
        return steps;
    }

    /** What is known of the states that do not allow the operation that fits nowhere. */
    private List<LinearView.Refusal> refusals(PartResult part, int stuck, Exploration found) {
        Explanation explanation = analysis.explanation(part);
        boolean isTold =
                explanation.elements().isEmpty() && !explanation.refusals().isEmpty();
        List<Refusal> others = found.stuck() == stuck ? found.refusals() : List.of();
        List<Refusal> refusals = isTold ? explanation.refusals() : others;
        return refusals.stream()
                .map(refusal -> new LinearView.Refusal(refusal.state(), refusal.why()))
                .toList();
    }

    private String keyed(PartResult part) {
        String name = Analysis.name(part);
        return name.isEmpty()
                ? ""
                : "key " + name + " of " + Figures.count(analysis.parts().size());
    }

    private List<String> notes(PartResult part, Exploration found) {
        List<String> notes = new ArrayList<>();
        others(part, Validity.FALSE, "not linearizable", notes);
        others(part, Validity.UNKNOWN, "not decided", notes);
        if (part.configurations() == 0 && found.valid() == Validity.UNKNOWN) {
            notes.add("The verdict was reached without a search. The search for the orders shown ended at its"
                    + " limit, so there may be longer ones.");
        }
        return notes;
    }

    /** What else there is to see, for a history of several keys. */
    private void others(PartResult shown, Validity valid, String what, List<String> notes) {
        List<String> names = analysis.parts().stream()
                .filter(each -> !Analysis.name(each).equals(Analysis.name(shown)) && each.valid() == valid)
                .map(Analysis::name)
                .toList();
        if (!names.isEmpty()) {
            String listed = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
            notes.add("Also " + what + (names.size() == 1 ? ": key " : ": keys ") + listed
                    + (names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "")
                    + ". The option --view-key chooses.");
        }
    }

    /** Where an operation stands among those of its part, which ascend. */
    private static int place(List<Integer> numbers, int op) {
        return Collections.binarySearch(numbers, op);
    }

    private LinearView.Op op(int number) {
        Operation op = analysis.operation(number);
        return new LinearView.Op(
                analysis.process(number),
                op.call(),
                op.known() ? op.answer() : "",
                op.known() ? LinearView.Status.OK : LinearView.Status.INFO,
                analysis.index(number),
                analysis.invoked(number),
                analysis.completed(number),
                analysis.invokeTime(number),
                op.known() ? analysis.completeTime(number) : -1);
    }
}
