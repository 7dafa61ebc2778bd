package dev.skewer.workloads.target;

/**
 * One client's way to a target, in the words of a protocol that a workload owns. Used by one thread.
 *
 * <p>A call that does not answer throws one of two exceptions: {@link NoEffectException} if it certainly changed nothing,
 * {@link OutcomeUnknownException} otherwise. Anything else that it throws counts as the latter, and ends the run as a mistake of the
 * connection.
 */
public interface Connection extends AutoCloseable {
    /** Lets go of the target. */
    @Override
    void close();
}
