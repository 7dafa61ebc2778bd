package dev.skewer.results.comparison;

import dev.skewer.results.summary.Estimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two sides of one cell.
 *
 * @param key of the cell
 * @param test its name; the candidate's, if both have it
 * @param base empty if the base does not have it
 * @param candidate empty if the candidate does not have it
 * @param rates of each anomaly that either found, how often; only where counts are rates
 * @param speeds throughput and latencies, those that both have
 */
public record CellComparison(
        String key,
        String test,
        Optional<ComparedCell> base,
        Optional<ComparedCell> candidate,
        Map<String, Estimate> rates,
        List<Estimate> speeds) {
    /** Copies the collections. */
    public CellComparison {
        rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
        speeds = List.copyOf(speeds);
    }
}
