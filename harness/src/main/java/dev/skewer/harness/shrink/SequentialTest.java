package dev.skewer.harness.shrink;

import java.util.List;

/**
 * Decides, try by try, whether a test fails often enough: sequentially, so that one that passes now and then is given up after a few tries,
 * and one that always fails is done after the fewest that prove something.
 *
 * <p>It is accepted at the first of several looks: after so many tries without a pass, after more with one, after still more with two. The
 * numbers of the {@link #PROOFS} are such that a test that fails in 9 of 10 runs, or fewer, is accepted by the first with a probability of less
 * than 3.8 %, by the second, that of another test, with less than 0.8 %, and by the third with less than 0.4 %: all looks of all three
 * together less than 5 % ({@code SequentialTestTest} computes it exactly). So an accepted one fails in more than 9 of 10 runs, with a confidence of
 * 95 %, even where it is not the first that was tested. One that fails in 99 of 100 runs is accepted by the first with a probability of 96 %.
 *
 * @param looks after how many tries it is accepted, by the number of passes
 * @param early two passes within so many tries are enough to give it up
 */
record SequentialTest(List<Integer> looks, int early) {
    /** That one of three tests, one after the other, fails in at least 9 of 10 runs, with a confidence of 95 %. */
    static final List<SequentialTest> PROOFS = List.of(
            new SequentialTest(List.of(35, 58, 79), 10),
            new SequentialTest(List.of(50, 76, 99), 10),
            new SequentialTest(List.of(58, 83, 108), 10));

    /** That it seems to; what it lets through is proved later. */
    static final SequentialTest SCREEN = new SequentialTest(List.of(5, 10), 10);

    /** What a proof says. */
    static final double RATE = 0.9;

    /** How sure the proofs together are of that. */
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
