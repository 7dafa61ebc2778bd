package dev.skewer.workloads.generator;

/**
 * See {@link Generators#stagger} and {@link Generators#rate}: times are laid out in advance, as a function of the seed, so
 * that an operation that is slow does not thin out those after it (the mistake called coordinated omission).
 *
 * @param interval mean nanoseconds between two operations of a slot
 * @param random whether pauses vary from 0 to twice the interval
 * @param due when the next operation is due, in nanoseconds since the start of the run
 */
record Paced<O>(long interval, boolean random, long due, Generator<O> generator) implements Generator<O> {
    @Override
    public Step<O> next(Context context) {
        Step<O> step = generator.next(context);
        if (step instanceof Step.Emit<O> emit) {
            long at = Math.max(due, emit.due());
            long pause = random
                    ? (long) (2
                            * interval
                            * context.stream().split(~context.number()).dice().fraction())
                    : interval;
            return new Step.Emit<>(emit.operation(), at, new Paced<>(interval, random, at + pause, emit.rest()));
        }
        if (step instanceof Step.Await<O> await) {
            return new Step.Await<>(new Paced<>(interval, random, due, await.rest()));
        }
        return step;
    }
}
