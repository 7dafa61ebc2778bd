package dev.skewer.workloads;

/** A test that cannot be run as asked. The message is one line for the user: what is wrong and what would be right. */
public final class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final boolean isOfTarget;

    /**
     * A complaint.
     *
     * @param message one line
     */
    public SpecException(String message) {
        this(message, false);
    }

    private SpecException(String message, boolean isOfTarget) {
        super(message);
        this.isOfTarget = isOfTarget;
    }

    /** The complaint that a target does not have what is asked of it. */
    static SpecException ofTarget(String message) {
        return new SpecException(message, true);
    }

    /** Whether all is well but that this target does not have it; another one may. */
    public boolean isOfTarget() {
        return isOfTarget;
    }
}
