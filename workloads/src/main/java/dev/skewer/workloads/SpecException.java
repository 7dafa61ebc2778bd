package dev.skewer.workloads;

import java.util.Collection;

/** A test that cannot be run as asked. The message is one line for the user: what is wrong and what would be right. */
public final class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A complaint.
     *
     * @param message one line
     */
    public SpecException(String message) {
        super(message);
    }

    /** The complaint that a name is unknown. */
    static SpecException unknown(String what, String name, Collection<String> known) {
        return new SpecException("unknown " + what + " '" + name + "': expected one of " + String.join(", ", known));
    }
}
