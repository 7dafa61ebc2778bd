package dev.skewer.workloads.generator;

/**
 * See {@link Generators#timeLimit}.
 *
 * @param deadline nanoseconds since the start of the run
 */
record TimeLimit<O>(long deadline, Generator<O> generator) implements Generator<O> {
    @Override
    public Step<O> next(Context context) {
        if (context.now() >= deadline) {
            return Step.End.instance();
        }
        Step<O> step = generator.next(context);
        if (step instanceof Step.Emit<O> emit) {
            return emit.due() >= deadline
                    ? Step.End.instance()
                    : new Step.Emit<>(emit.operation(), emit.due(), new TimeLimit<>(deadline, emit.rest()));
        }
        if (step instanceof Step.Await<O> await) {
            return new Step.Await<>(new TimeLimit<>(deadline, await.rest()));
        }
        return step;
    }
}
