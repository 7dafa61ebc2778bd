package dev.skewer.workloads.generator;

/**
 * See {@link Generators#then}.
 *
 * @param taken how many steps the first has taken
 */
record Then<O>(Generator<O> first, Generator<O> second, long taken) implements Generator<O> {
    @Override
    public Step<O> next(Context context) {
        Step<O> step = first.next(context.inside(0, taken));
        if (step instanceof Step.Emit<O> emit) {
            return new Step.Emit<>(emit.operation(), emit.due(), new Then<>(emit.rest(), second, taken + 1));
        }
        if (step instanceof Step.Await<O> await) {
            return new Step.Await<>(new Then<>(await.rest(), second, taken + 1));
        }
        return second.next(context);
    }
}
