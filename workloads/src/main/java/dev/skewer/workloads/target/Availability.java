package dev.skewer.workloads.target;

import org.jspecify.annotations.Nullable;

/**
 * Whether something works here, now, or why not.
 *
 * @param obstacle why not, in one line; null if it works
 */
public record Availability(@Nullable String obstacle) {
    /** It works. */
    public static final Availability AVAILABLE = new Availability(null);

    /**
     * It does not work.
     *
     * @param obstacle why not, in one line, and what would help
     */
    public static Availability missing(String obstacle) {
        return new Availability(OneLine.of(obstacle));
    }

    /** Whether it works. */
    public boolean isAvailable() {
        return obstacle == null;
    }
}
