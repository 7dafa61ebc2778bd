package dev.skewer.results.summary;

import dev.skewer.checker.Validity;
import java.util.List;

/**
 * The checks of several files, one after the other.
 *
 * @param checks in the order of the files
 * @param refused files that could not be checked, which leaves the whole unknown at best
 * @param producer what checked them, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record CheckSeries(List<CheckSummary> checks, List<Refused> refused, String producer) implements Summary {
    /**
     * A file that could not be checked.
     *
     * @param file as the user named it
     * @param reason what is wrong with it, in one line
     */
    public record Refused(String file, String reason) {}

    /** Copies the lists. */
    public CheckSeries {
        checks = List.copyOf(checks);
        refused = List.copyOf(refused);
    }

    /** Files, whether they were checked or not. */
    public int size() {
        return checks.size() + refused.size();
    }

    /** That of all files together. */
    @Override
    public Validity valid() {
        Validity read = refused.isEmpty() && !checks.isEmpty() ? Validity.TRUE : Validity.UNKNOWN;
        return checks.stream().map(CheckSummary::valid).reduce(read, Validity::and);
    }
}
