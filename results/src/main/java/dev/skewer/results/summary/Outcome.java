package dev.skewer.results.summary;

import dev.skewer.history.EventType;
import java.util.Locale;

/** How an operation ended, as far as its history says. */
public enum Outcome {
    /** It took effect. */
    OK,
    /** It certainly did not take effect. */
    FAIL,
    /** Unknown: it may take effect at any later time, or never. */
    INFO,
    /** The history ends before it did: as unknown as {@link #INFO}. */
    OPEN;

    /** As it is stored: {@code ok}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a completion says.
     *
     * @param completion the type of an event that ends an operation
     */
    public static Outcome of(EventType completion) {
        return switch (completion) {
            case OK -> OK;
            case FAIL -> FAIL;
            case INFO -> INFO;
            case INVOKE -> throw new IllegalArgumentException("an invoke event is no completion");
        };
    }
}
