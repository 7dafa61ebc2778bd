package dev.skewer.registry;

/**
 * A provider that is of no use: it cannot be loaded, breaks down, or brings something under a name that is taken. The message is
 * one line that says where it comes from and what is wrong.
 */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A complaint. */
    public RegistryException(String message) {
        super(message);
    }

    /** A complaint, with what was caught. */
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** One line. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
