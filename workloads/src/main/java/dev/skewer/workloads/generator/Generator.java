package dev.skewer.workloads.generator;

/**
 * A pure stream of operations: an immutable value that, asked for a step, gives it together with the generator of the
 * rest. The idea is Jepsen's; unlike there, every slot walks its own copy and no generator sees what other slots did or
 * what an operation returned, so equal seeds give every slot equal operations at any speed.
 *
 * <p>Laws, which the tests hold every combinator to: {@link #next} has no side effect, and asked again in an equal
 * context it answers equally; {@link Context#now} may shorten a stream or delay it but not change what is in it.
 *
 * @param <O> what the workload calls an operation
 */
@FunctionalInterface
public interface Generator<O> {
    /**
     * The next step.
     *
     * @param context who asks, when, and the seed for this step
     */
    Step<O> next(Context context);
}
