package dev.skewer.workloads.generator;

import java.util.ArrayList;
import java.util.List;

/** See {@link Generators#mix}. */
record Mix<O>(List<Weighted<O>> alternatives) implements Generator<O> {
    @Override
    public Step<O> next(Context context) {
        List<Weighted<O>> left = alternatives;
        for (long attempt = 0; !left.isEmpty(); attempt++) {
            int index = Weighted.pick(left, context.seed().split(attempt).dice());
            Weighted<O> picked = left.get(index);
            Step<O> step = picked.generator().next(context.inside(attempt, context.number()));
            if (step instanceof Step.Emit<O> emit) {
                return new Step.Emit<>(emit.operation(), emit.due(), replace(left, index, emit.rest()));
            }
            if (step instanceof Step.Await<O> await) {
                return new Step.Await<>(replace(left, index, await.rest()));
            }
            left = without(left, index);
        }
        return Step.End.instance();
    }

    private Mix<O> replace(List<Weighted<O>> left, int index, Generator<O> rest) {
        Weighted<O> old = left.get(index);
        if (old.generator().equals(rest)) {
            return left.size() == alternatives.size() ? this : new Mix<>(left);
        }
        var changed = new ArrayList<>(left);
        changed.set(index, new Weighted<>(old.weight(), rest));
        return new Mix<>(List.copyOf(changed));
    }

    private static <O> List<Weighted<O>> without(List<Weighted<O>> left, int index) {
        var fewer = new ArrayList<>(left);
        fewer.remove(index);
        return List.copyOf(fewer);
    }
}
