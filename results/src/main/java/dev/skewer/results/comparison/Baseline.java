package dev.skewer.results.comparison;

import dev.skewer.results.summary.Conditions;
import java.util.List;
import java.util.Map;

/**
 * What a gate compares a campaign with: what came of each of its cells when people last looked at it, and what of that they accept for the time being. It lives in a file that
 * is reviewed like any other source.
 *
 * @param file as the user would write it
 * @param conditions under which its figures came about
 * @param cells what came of them
 * @param accepted what is known and accepted
 */
public record Baseline(String file, Conditions conditions, List<ComparedCell> cells, List<Acceptance> accepted) {
    /** Copies the lists. */
    public Baseline {
        cells = List.copyOf(cells);
        accepted = List.copyOf(accepted);
    }

    /** As one side of a comparison. */
    public Comparand comparand() {
        return new Comparand(file, false, cells, Map.of(), conditions);
    }
}
