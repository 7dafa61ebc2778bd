package dev.skewer.workloads;

/** A run that did not begin: its target could not be opened, or the workload could not be prepared on it. */
public final class TargetUnavailableException extends RunException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure with what caused it.
     *
     * @param message one line
     * @param cause what was caught
     */
    public TargetUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
