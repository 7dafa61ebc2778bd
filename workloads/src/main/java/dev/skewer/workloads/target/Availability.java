package dev.skewer.workloads.target;

import java.util.function.Supplier;
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

    /**
     * What a check says that is not Skewer's; one that breaks down means that it does not work.
     *
     * @param check quick, and without a trace
     */
    public static Availability by(Supplier<Availability> check) {
        try {
            return check.get();
        } catch (RuntimeException | LinkageError e) {
            return missing("the check whether it works breaks down: " + e);
        }
    }

    /** Whether it works. */
    public boolean isAvailable() {
        return obstacle == null;
    }
}
