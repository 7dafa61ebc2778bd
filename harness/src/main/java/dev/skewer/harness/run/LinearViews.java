package dev.skewer.harness.run;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Analysis;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.PartResult;
import dev.skewer.results.linear.LinearView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a linearizability check found, in the form in which people look at it. */
public final class LinearViews {
    /** How long to look for an order and for a core. */
    private static final Duration EXPLAINING = Duration.ofSeconds(2);

    private static final long MEMORY = 256L << 20;

    private LinearViews() {}

    /**
     * The part of a check that is most worth a look: the first that is not linearizable, or not decided, or else the first.
     *
     * @param title what was checked
     */
    public static LinearView mostTelling(String title, Analysis analysis, String model) {
        PartResult chosen = analysis.parts().get(0);
        for (PartResult each : analysis.parts()) {
            if (rank(each.valid()) > rank(chosen.valid())) {
                chosen = each;
            }
        }
        return view(title, analysis, chosen, model);
    }

    private static int rank(Validity valid) {
        return switch (valid) {
            case TRUE -> 0;
            case UNKNOWN -> 1;
            case FALSE -> 2;
        };
    }

    private static LinearView view(String title, Analysis analysis, PartResult part, String model) {
        List<Integer> numbers = analysis.operations(part);
        List<LinearView.Op> ops = new ArrayList<>();
        for (int op : numbers) {
            ops.add(op(analysis, op));
        }
        List<Integer> order = analysis.order(part, Budget.of(EXPLAINING, MEMORY));
        List<String> states = analysis.states(order);
        List<LinearView.Step> steps = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            steps.add(new LinearView.Step(place(numbers, order.get(i)), states.get(i + 1)));
        }
        boolean wrong = part.valid() == Validity.FALSE;
        List<LinearView.Refusal> refusals = new ArrayList<>();
        List<Integer> core = new ArrayList<>();
        if (wrong) {
            for (String state : part.states()) {
                refusals.add(new LinearView.Refusal(state, "does not allow it, nor what could come before it"));
            }
            analysis.core(part, Budget.of(EXPLAINING, MEMORY)).forEach(op -> core.add(place(numbers, op)));
        }
        return new LinearView(
                title,
                part.valid(),
                model,
                part.part() == null ? "" : "key " + part.part(),
                states.get(0),
                ops,
                steps.isEmpty() ? List.of() : List.of(steps),
                wrong ? place(numbers, part.stuck()) : LinearView.NONE,
                refusals,
                core,
                part.because(),
                List.of());
    }

    /** Where an operation stands among those of its part, which ascend. */
    private static int place(List<Integer> numbers, int op) {
        return Collections.binarySearch(numbers, op);
    }

    private static LinearView.Op op(Analysis analysis, int number) {
        Operation op = analysis.operation(number);
        return new LinearView.Op(
                Integer.toString(analysis.process(number)),
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
