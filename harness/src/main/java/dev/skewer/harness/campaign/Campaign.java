package dev.skewer.harness.campaign;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many tests, each with what is expected of it.
 *
 * @param name what its results are filed under
 * @param cells in the order in which they run
 * @param leftOut what its lists multiply out to and no target of theirs has, one line each
 * @param costOfIsolation how long to measure the cost of isolation after them; null is not at all
 */
public record Campaign(
        String name,
        List<Cell> cells,
        List<String> leftOut,
        @Nullable Duration costOfIsolation) {
    /** Copies the lists. */
    public Campaign {
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
    }
}
