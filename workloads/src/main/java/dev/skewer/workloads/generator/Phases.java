package dev.skewer.workloads.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * See {@link Generators#phases}.
 *
 * @param phase which one is under way
 * @param steps how many steps it has taken
 */
record Phases<O>(List<Generator<O>> left, int phase, long steps) implements Generator<O> {
    @Override
    public Step<O> next(Context context) {
        if (left.isEmpty()) {
            return Step.End.instance();
        }
        Step<O> step = left.get(0).next(context.inside(phase, steps));
        if (step instanceof Step.Emit<O> emit) {
            return new Step.Emit<>(emit.operation(), emit.due(), with(emit.rest()));
        }
        if (step instanceof Step.Await<O> await) {
            return new Step.Await<>(with(await.rest()));
        }
        return left.size() == 1 ? step : new Step.Await<>(new Phases<>(left.subList(1, left.size()), phase + 1, 0));
    }

    private Phases<O> with(Generator<O> rest) {
        var changed = new ArrayList<>(left);
        changed.set(0, rest);
        return new Phases<>(List.copyOf(changed), phase, steps + 1);
    }
}
