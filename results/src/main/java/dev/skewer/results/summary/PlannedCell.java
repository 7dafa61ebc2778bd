package dev.skewer.results.summary;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cell of a campaign before it is run.
 *
 * @param key tells it from the other cells of its plan: its {@linkplain #id() id}, and {@code -2}, {@code -3} … behind it for the second and
 *     third cell of the same id
 * @param name what tells it from the others for a person
 * @param spec of its first run
 * @param expected what it must turn out to be
 * @param seeds one a run, at least one
 * @param estimate how long all its runs will take, about, to the millisecond; a function of its spec, so the same on each machine
 * @param shard which shard runs it, from 1; {@value #LEFT_OUT} if the time limit leaves it out
 */
public record PlannedCell(
        String key,
        String name,
        Map<String, Object> spec,
        Expectation expected,
        List<Long> seeds,
        Duration estimate,
        int shard) {
    /** The shard of a cell that no shard runs. */
    public static final int LEFT_OUT = 0;

    /** Copies the collections. */
    public PlannedCell {
        spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
        seeds = List.copyOf(seeds);
    }

    /** What tells it from others in any campaign, see {@link CampaignSummary.Cell#id}. */
    public String id() {
        return CellId.of(spec, expected);
    }

    /** Whether the time limit leaves it out. */
    public boolean isLeftOut() {
        return shard == LEFT_OUT;
    }

    /** The same cell for another shard. */
    public PlannedCell in(int other) {
        return new PlannedCell(key, name, spec, expected, seeds, estimate, other);
    }
}
