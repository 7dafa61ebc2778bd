package dev.skewer.harness.shrink;

import java.util.List;

/**
 * Decides, try by try, whether a test fails often enough: sequentially, so that one that passes now and then is given up after a few tries,
 * and one that always fails is done after the fewest that prove something.
 *
 * <p>It is accepted at the first of several looks: after so many tries without a pass, after more with one, after still more with two. The
 * numbers of {@link #PROOF} are such that a test that fails in 9 of 10 runs, or fewer, is accepted with a probability of less than 5 %, all
 * looks together ({@code SequentialTestTest} computes it exactly): an accepted one fails in more than 9 of 10 runs, with a confidence of 95 %.
 * One that fails in 99 of 100 runs is accepted with a probability of 96.8 %.
 *
 * @param looks after how many tries it is accepted, by the number of passes
 * @param early two passes within so many tries are enough to give it up
 */
record SequentialTest(List<Integer> looks, int early) {
    /** That a test fails in at least 9 of 10 runs, with a confidence of 95 %. */
    static final SequentialTest PROOF = new SequentialTest(List.of(33, 54, 74), 10);

    /** That it seems to; what it lets through is proved later. */
    static final SequentialTest SCREEN = new SequentialTest(List.of(8, 14, 20), 6);

    /** What the proof says. */
    static final double RATE = 0.9;

    /** How sure it is of that. */
    static final double CONFIDENCE = 0.95;

    /** Copies the list. */
    SequentialTest {
        looks = List.copyOf(looks);
    }

    /** What is known. */
    enum Decision {
        /** Not enough. */
        GO_ON,
        /** It fails often enough. */
        ACCEPTED,
        /** It does not. */
        GIVEN_UP
    }

    /** What so many failures and passes decide. */
    Decision decide(int failures, int passes) {
        int tries = failures + passes;
        if (passes >= looks.size() || (passes >= 2 && tries <= early)) {
            return Decision.GIVEN_UP;
        }
        return tries >= looks.get(passes) ? Decision.ACCEPTED : Decision.GO_ON;
    }

    /** The most tries that it takes. */
    int most() {
        return looks.get(looks.size() - 1);
    }

    /**
     * The share of runs that fail at least, with a confidence of 95 %, when so many of so many did: Clopper and Pearson's bound, which holds
     * for a number of tries that was settled before.
     */
    static double lowerBound(int failures, int tries) {
        if (failures == 0) {
            return 0;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (atLeast(failures, tries, middle) < 1 - CONFIDENCE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The probability of at least so many failures, where each try fails with probability {@code rate}. */
    private static double atLeast(int failures, int tries, double rate) {
        double sum = 0;
        for (int k = failures; k <= tries; k++) {
            double log = 0;
            for (int i = 1; i <= k; i++) {
                log += Math.log((double) (tries - k + i) / i);
            }
            sum += Math.exp(log + k * Math.log(rate) + (tries - k) * Math.log1p(-rate));
        }
        return sum;
    }
}
