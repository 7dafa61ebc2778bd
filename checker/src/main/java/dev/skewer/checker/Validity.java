package dev.skewer.checker;

/** Whether a history satisfies its model. */
public enum Validity {
    /** It does. */
    TRUE,
    /** It certainly does not. */
    FALSE,
    /** It could not be decided, or there was nothing to decide. */
    UNKNOWN;

    /** The worse of two, as Jepsen merges them: false, then unknown, then true. */
    public Validity and(Validity other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
    }

    /** {@code true}, {@code false} or {@code unknown}, as users read it. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
