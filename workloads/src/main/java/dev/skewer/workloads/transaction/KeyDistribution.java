package dev.skewer.workloads.transaction;

import dev.skewer.workloads.WorkloadOption;
import dev.skewer.workloads.generator.Dice;
import java.util.List;
import java.util.Map;

/**
 * Which of the keys that are in use a micro-operation takes: all equally often, or key k with a probability proportional to
 * base<sup>−k</sup>, as Jepsen's exponential distribution, so that contention is high at the first keys and there are rare ones too. A draw
 * is one logarithm, without a table.
 */
final class KeyDistribution {
    private static final String UNIFORM = "uniform";
    private static final WorkloadOption KIND = WorkloadOption.oneOf(
            "key-distribution",
            "How keys are chosen: each as often, or each base times as often as the next.",
            List.of("exponential", UNIFORM));
    private static final WorkloadOption BASE = WorkloadOption.number(
            "key-distribution-base", "The base of the exponential distribution: more is more contention.", 2, 1, 1_000);

    /** What sets it. */
    static final List<WorkloadOption> OPTIONS = List.of(KIND, BASE);

    private final int keys;
    private final double logarithm;
    /** The probability of any key but those beyond the last, if there were more. */
    private final double covered;

    /**
     * A distribution.
     *
     * @param keys how many are in use, at least 1
     * @param base at least 1; 1 is uniform
     */
    KeyDistribution(int keys, double base) {
        this.keys = keys;
        logarithm = Math.log(base);
        covered = -Math.expm1(-logarithm * keys);
    }

    /** The distribution that a workload's options choose. */
    static KeyDistribution of(int keys, Map<String, String> options) {
        boolean isUniform = KIND.in(options).equals(UNIFORM);
        return new KeyDistribution(keys, isUniform ? 1 : Double.parseDouble(BASE.in(options)));
    }

    /** One of the keys, from 0. */
    int draw(Dice dice) {
        if (logarithm == 0) {
            return dice.below(keys);
        }
        return (int) Math.min(keys - 1.0, -Math.log1p(-dice.fraction() * covered) / logarithm);
    }
}
