package dev.skewer.workloads.generator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * See {@link Generators#choose}.
 *
 * @param picks how many alternatives have been picked so far
 * @param current what is left of the last one picked; null when it has ended
 * @param steps how many steps the current one has taken
 */
record Choose<O>(
        List<Weighted<O>> alternatives,
        long picks,
        @Nullable Generator<O> current,
        long steps) implements Generator<O> {
    static <O> Choose<O> of(List<Weighted<O>> alternatives) {
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("there must be something to choose from");
        }
        return new Choose<>(List.copyOf(alternatives), 0, null, 0);
    }

    @Override
    public Step<O> next(Context context) {
        if (current != null) {
            Step<O> step = follow(context, current, picks, steps);
            if (!(step instanceof Step.End<O>)) {
                return step;
            }
        }
        int index =
                Weighted.pick(alternatives, context.stream().split(2 * picks).dice());
        Step<O> step = follow(context, alternatives.get(index).generator(), picks + 1, 0);
        if (step instanceof Step.End<O>) {
            throw new IllegalStateException("alternative " + index + " of a choice ended before its first operation");
        }
        return step;
    }

    private Step<O> follow(Context context, Generator<O> generator, long picked, long taken) {
        Step<O> step = generator.next(context.inside(2 * picked + 1, taken));
        if (step instanceof Step.Emit<O> emit) {
            return new Step.Emit<>(
                    emit.operation(), emit.due(), new Choose<>(alternatives, picked, emit.rest(), taken + 1));
        }
        if (step instanceof Step.Await<O> await) {
            return new Step.Await<>(new Choose<>(alternatives, picked, await.rest(), taken + 1));
        }
        return step;
    }
}
