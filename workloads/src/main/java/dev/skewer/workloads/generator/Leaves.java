package dev.skewer.workloads.generator;

import java.util.List;
import java.util.function.Function;

/** The generators that contain no other. */
final class Leaves {
    private Leaves() {}

    /** See {@link Generators#each}. */
    record Each<O>(Function<Context, O> operation) implements Generator<O> {
        @Override
        public Step<O> next(Context context) {
            return new Step.Emit<>(operation.apply(context), 0, this);
        }
    }

    /** See {@link Generators#sequence}. */
    record Sequence<O>(List<O> operations, int at) implements Generator<O> {
        @Override
        public Step<O> next(Context context) {
            return at == operations.size()
                    ? Step.End.instance()
                    : new Step.Emit<>(operations.get(at), 0, new Sequence<>(operations, at + 1));
        }
    }
}
