package dev.skewer.harness.run;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Analysis;
import dev.skewer.checker.linear.Exploration;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.PartResult;
import dev.skewer.checker.linear.Refusal;
import dev.skewer.results.Figures;
import dev.skewer.results.linear.LinearView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** What a linearizability check found, in the form in which people look at it. */
public final class LinearViews {
    /** How long to look for orders, and how long for a core. */
    private static final Duration EXPLAINING = Duration.ofSeconds(5);

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

    /** The part that is most worth a look: the first that is not linearizable, or not decided, or else the first. */
    public PartResult mostTelling() {
        PartResult chosen = analysis.parts().get(0);
        for (PartResult each : analysis.parts()) {
            if (rank(each.valid()) > rank(chosen.valid())) {
                chosen = each;
            }
        }
        return chosen;
    }

    private static int rank(Validity valid) {
        return switch (valid) {
            case TRUE -> 0;
            case UNKNOWN -> 1;
            case FALSE -> 2;
        };
    }

    /** The view of a part. */
    public LinearView of(PartResult part) {
        List<Integer> numbers = analysis.operations(part);
        List<LinearView.Op> ops = numbers.stream().map(this::op).toList();
        Exploration found = analysis.explore(part, Budget.of(EXPLAINING, MEMORY));
        List<List<LinearView.Step>> paths = new ArrayList<>();
        for (List<Integer> order : found.orders()) {
            if (!order.isEmpty()) {
                paths.add(steps(order, numbers));
            }
        }
        boolean isWrong = part.valid() == Validity.FALSE;
        List<Integer> core = isWrong ? analysis.core(part, Budget.of(EXPLAINING, MEMORY)) : List.of();
        // Without a search it is known that operations contradict each other, but not where an order has to end.
        int stuck = found.valid() == Validity.FALSE ? found.stuck() : part.stuck();
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
                isWrong ? refusals(part.refusals().isEmpty() ? found.refusals() : part.refusals()) : List.of(),
                core.stream().map(op -> place(numbers, op)).toList(),
                part.because(),
                notes(part, found));
    }

    private List<LinearView.Step> steps(List<Integer> order, List<Integer> numbers) {
        List<String> states = analysis.states(order);
        List<LinearView.Step> steps = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            steps.add(new LinearView.Step(place(numbers, order.get(i)), states.get(i + 1)));
        }
        return steps;
    }

    private static List<LinearView.Refusal> refusals(List<Refusal> refusals) {
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
            notes.add("The verdict was reached without a search. The search for the orders shown ended after "
                    + EXPLAINING.toSeconds() + " s, so there may be longer ones.");
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
