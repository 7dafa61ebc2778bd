package dev.skewer.workloads.generator;

import java.util.List;

/**
 * A generator and how often it is picked.
 *
 * @param weight at least 1; its share is its part of the sum
 * @param generator what is picked
 */
public record Weighted<O>(int weight, Generator<O> generator) {
    /** Checks the weight. */
    public Weighted {
        if (weight < 1) {
            throw new IllegalArgumentException("a weight must be at least 1, not " + weight);
        }
    }

    /** The index of one of the alternatives, picked by weight. Linear in their number. */
    static <O> int pick(List<Weighted<O>> alternatives, Dice dice) {
        int sum = 0;
        for (Weighted<O> alternative : alternatives) {
            sum += alternative.weight;
        }
        int at = dice.below(sum);
        int index = 0;
        while (at >= alternatives.get(index).weight) {
            at -= alternatives.get(index).weight;
            index++;
        }
        return index;
    }
}
