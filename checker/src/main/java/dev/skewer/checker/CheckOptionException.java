package dev.skewer.checker;

/** An option that a checker does not have, or not with that value. */
public final class CheckOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String option;
    private final boolean isKnown;

    private CheckOptionException(String option, boolean isKnown, String message) {
        super(message);
        this.option = option;
        this.isKnown = isKnown;
    }

    /**
     * Complains about an option that the checker does not have.
     *
     * @param why why it needs none, as a clause
     */
    public static CheckOptionException unknown(String option, String why) {
        return new CheckOptionException(option, false, why);
    }

    /**
     * Complains about a value.
     *
     * @param message what is wrong with it, and what would be right
     */
    public static CheckOptionException badValue(String option, String message) {
        return new CheckOptionException(option, true, message);
    }

    /** The option, without dashes. */
    public String option() {
        return option;
    }

    /** Whether the checker has the option, so that it is the value that is wrong. */
    public boolean isKnown() {
        return isKnown;
    }

    /** What is wrong. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
