package dev.skewer.results.outcome;

import dev.skewer.checker.Example;
import java.util.Optional;

/**
 * What was found in a test and should not be there.
 *
 * @param anomaly its name
 * @param count how often, in all histories of the test
 * @param story the smallest example, if one was kept
 * @param history where that is, or where it was found first
 */
public record Finding(String anomaly, long count, Optional<Example> story, TestedHistory history) {}
