package dev.skewer.results.comparison;

import dev.skewer.results.summary.ReferenceSpeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gate compares a campaign with: what came of each of its cells when people last looked at it, and what of that they accept for the time being. It lives in a file that
 * is reviewed like any other source.
 *
 * @param file as the user would write it
 * @param reference how fast the machine was that the speeds are of; empty if there are none
 * @param cells what came of them
 * @param accepted what is known and accepted
 */
public record Baseline(
        String file, Optional<ReferenceSpeed> reference, List<ComparedCell> cells, List<Acceptance> accepted) {
    /** Copies the lists. */
    public Baseline {
        cells = List.copyOf(cells);
        accepted = List.copyOf(accepted);
    }

    /** As one side of a comparison. */
    public Comparand comparand() {
        return new Comparand(file, false, cells, Map.of(), reference);
    }
}
