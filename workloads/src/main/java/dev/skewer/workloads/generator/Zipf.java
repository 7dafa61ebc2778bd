package dev.skewer.workloads.generator;

import java.util.Arrays;

/**
 * Draws numbers from 0 to n - 1 with probability proportional to {@code 1 / (rank + 1)^exponent}: a few hot keys and
 * many cold ones. A table of n doubles, built once; a draw is one binary search.
 */
public final class Zipf {
    private final double[] cumulative;

    /**
     * Builds the table.
     *
     * @param n how many numbers, at least 1
     * @param exponent 0 makes all equally likely; 1 is the classic law
     */
    public Zipf(int n, double exponent) {
        cumulative = new double[n];
        double sum = 0;
        for (int rank = 0; rank < n; rank++) {
            sum += Math.pow(rank + 1, -exponent);
            cumulative[rank] = sum;
        }
        for (int rank = 0; rank < n; rank++) {
            cumulative[rank] /= sum;
        }
        cumulative[n - 1] = 1;
    }

    /** Draws one number; 0 is the most likely. */
    public int draw(Dice dice) {
        int found = Arrays.binarySearch(cumulative, dice.fraction());
        return found >= 0 ? found + 1 : -found - 1;
    }
}
