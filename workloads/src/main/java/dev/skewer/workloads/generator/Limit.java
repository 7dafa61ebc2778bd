package dev.skewer.workloads.generator;

/**
 * See {@link Generators#limit}.
 *
 * @param left how many operations it still lets through
 */
record Limit<O>(long left, Generator<O> generator) implements Generator<O> {
    @Override
    public Step<O> next(Context context) {
        if (left <= 0) {
            return Step.End.instance();
        }
        Step<O> step = generator.next(context);
        if (step instanceof Step.Emit<O> emit) {
            return new Step.Emit<>(emit.operation(), emit.due(), new Limit<>(left - 1, emit.rest()));
        }
        if (step instanceof Step.Await<O> await) {
            return new Step.Await<>(new Limit<>(left, await.rest()));
        }
        return step;
    }
}
