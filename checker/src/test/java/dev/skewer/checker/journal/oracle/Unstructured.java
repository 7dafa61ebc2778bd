package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Histories that no store, right or wrong, need have made: random intervals, and each result (or part of a result) drawn
 * from those that its call had in a few executions in orders of their own. Each result is plausible, and whether they
 * fit together is chance.
 */
final class Unstructured {
    private Unstructured() {}

    /**
     * Draws one.
     *
     * @param count how many operations
     */
    static List<SmallOp> history(Random random, RandomCalls calls, int count) {
        List<Call> drawn = new ArrayList<>();
        State state = State.EMPTY;
        for (int i = 0; i < count; i++) {
            Call call = calls.next(state);
            drawn.add(call);
            Outcome outcome = JournalModel.apply(state, call);
            state = outcome == null ? state : outcome.state();
        }
        End[] ends = new End[count];
        for (int i = 0; i < count; i++) {
            int dice = random.nextInt(20);
            ends[i] = dice < 15 ? End.OK : dice < 17 ? End.INFO : dice < 18 ? End.OPEN : End.FAIL;
        }
        List<List<@Nullable Result>> executions = new ArrayList<>();
        int variety = 1 + random.nextInt(3);
        for (int i = 0; i < variety; i++) {
            executions.add(execute(random, drawn, ends));
        }
        boolean torn = random.nextBoolean();
        int width = 1 + random.nextInt(8);
        List<SmallOp> ops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Multiples of 2 · count, plus a remainder that no other event has.
            int begin = (3 * i + random.nextInt(6)) * 2 * count + 2 * i;
            int end = begin + (1 + random.nextInt(3 * width)) * 2 * count + 1;
            Result result = executions.get(random.nextInt(variety)).get(i);
            Result other = executions.get(random.nextInt(variety)).get(i);
            if (torn && result != null && other != null) {
                result = torn(random, result, other);
            }
            End how = ends[i] == End.OK && result == null ? End.FAIL : ends[i];
            ops.add(new SmallOp(
                    random.nextInt(3),
                    begin,
                    how == End.OPEN ? SmallOp.NEVER : end,
                    how,
                    drawn.get(i),
                    how == End.OK ? result : null));
        }
        return SmallHistory.tidy(ops);
    }

    /** One result for the one part of a call, another for the other part. */
    private static Result torn(Random random, Result one, Result two) {
        if (one instanceof Positions first && two instanceof Positions second) {
            return new Positions(mixed(random, first.positions(), second.positions()));
        } else if (one instanceof Views first && two instanceof Views second) {
            if (first.views().size() > 1) {
                return new Views(mixed(random, first.views(), second.views()));
            }
            View view = first.views().get(0);
            View other = second.views().get(0);
            return new Views(List.of(
                    switch (random.nextInt(6)) {
                        case 0 -> view.withMetadata(other.metadata());
                        case 1 -> view.withState(other.state());
                        default -> view;
                    }));
        }
        return one;
    }

    private static <T> List<T> mixed(Random random, List<T> one, List<T> two) {
        List<T> mixed = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            mixed.add(random.nextBoolean() ? one.get(i) : two.get(i));
        }
        return mixed;
    }

    /** Executes the calls in an order not far from the given one, some of the indeterminate ones and no failed one. */
    private static List<@Nullable Result> execute(Random random, List<Call> calls, End[] ends) {
        int noise = 1 + random.nextInt(6);
        List<Integer> order = new ArrayList<>();
        double[] rank = new double[calls.size()];
        for (int i = 0; i < calls.size(); i++) {
            rank[i] = i + random.nextDouble() * noise;
            if (ends[i] == End.OK || (ends[i] != End.FAIL && random.nextBoolean())) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble(i -> rank[i]));
        List<@Nullable Result> results = new ArrayList<>(Collections.nCopies(calls.size(), null));
        State state = State.EMPTY;
        for (int i : order) {
            Outcome outcome = JournalModel.apply(state, calls.get(i));
            if (outcome != null) {
                state = outcome.state();
                results.set(i, outcome.result());
            }
        }
        return results;
    }
}
