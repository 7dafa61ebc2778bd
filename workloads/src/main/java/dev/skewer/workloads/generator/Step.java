package dev.skewer.workloads.generator;

/**
 * What a slot does next.
 *
 * @param <O> what the workload calls an operation
 */
public sealed interface Step<O> {
    /**
     * Perform an operation, then go on with the rest.
     *
     * @param operation what to do
     * @param due not before this time, in nanoseconds since the start of the run; 0 is at once
     * @param rest everything after it
     */
    record Emit<O>(O operation, long due, Generator<O> rest) implements Step<O> {}

    /**
     * Wait until every slot that has not ended waits here too, then go on.
     *
     * @param rest everything after it
     */
    record Await<O>(Generator<O> rest) implements Step<O> {}

    /** Nothing more. */
    record End<O>() implements Step<O> {
        private static final End<?> INSTANCE = new End<>();

        /** The one instance. */
        @SuppressWarnings("unchecked") // it holds nothing of type O
        static <O> End<O> instance() {
            return (End<O>) INSTANCE;
        }
    }
}
