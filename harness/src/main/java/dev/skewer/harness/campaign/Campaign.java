package dev.skewer.harness.campaign;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many tests, each with what is expected of it.
 *
 * @param name what its results are filed under
 * @param cells in the order in which they run
 * @param costOfIsolation how long to measure the cost of isolation after them; null is not at all
 */
public record Campaign(
        String name, List<Cell> cells, @Nullable Duration costOfIsolation) {
    /** Copies the list. */
    public Campaign {
        cells = List.copyOf(cells);
    }
}
