package dev.skewer.workloads;

import dev.skewer.history.Tape;

/**
 * Carries out the operations of one slot, one at a time, on one thread.
 *
 * @param <O> what the workload's generator makes
 */
public interface Client<O> extends AutoCloseable {
    /**
     * Turns what the generator asked for into a concrete operation: everything short of calling the target. The runner
     * takes the invocation's time after it.
     *
     * @param planned what to do
     * @param value empty; takes the invocation's {@code :value}
     * @return the {@code :f}, as a number of {@link Names}
     */
    int prepare(O planned, Tape value);

    /**
     * Calls the target with what was prepared. The runner takes the completion's time after it. Anything thrown is
     * recorded as {@code info}.
     *
     * @param completion blank; takes how it ended
     */
    void call(Completion completion);

    /**
     * The call takes too long: its operation is recorded as {@code info}, and this client is not used again, though the call may
     * still return. Comes from another thread.
     */
    default void abandoned() {}

    /** Lets go of the target. */
    @Override
    void close();
}
