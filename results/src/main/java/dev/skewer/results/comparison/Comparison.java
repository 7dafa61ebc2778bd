package dev.skewer.results.comparison;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.GateSummary;
import java.util.List;

/**
 * What is different between two sides.
 *
 * @param base what the base is called
 * @param candidate what the candidate is called
 * @param changes what is to be said, the most telling first
 * @param cells each cell of either side, in the candidate's order, then those that only the base has
 * @param thresholds when it speaks up
 * @param producer what made it, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record Comparison(
        String base,
        String candidate,
        List<Change> changes,
        List<CellComparison> cells,
        Thresholds thresholds,
        String producer) {
    /** Sorts the changes. */
    public Comparison {
        changes = changes.stream().sorted(Change.ORDER).toList();
        cells = List.copyOf(cells);
    }

    /** False if something got worse; unknown if that cannot be said; true otherwise. */
    public Validity valid() {
        return Change.verdict(changes);
    }

    /** That verdict in words: {@code worse}, {@code cannot be said} or {@code not worse}. */
    public String word() {
        return switch (valid()) {
            case TRUE -> "not worse";
            case FALSE -> "worse";
            case UNKNOWN -> "cannot be said";
        };
    }

    /** What got worse, in one line; the first few of it by name. */
    public String headline() {
        return GateSummary.headline(changes);
    }

    /** The changes of one effect. */
    public List<Change> of(Change.Effect effect) {
        return changes.stream().filter(change -> change.effect() == effect).toList();
    }
}
