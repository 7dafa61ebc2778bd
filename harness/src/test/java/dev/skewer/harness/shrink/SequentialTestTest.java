package dev.skewer.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What the sequential test proves, computed and not sampled. */
class SequentialTestTest {
    /** The probability that a test is accepted that fails with this probability: over all outcomes of all tries. */
    private static double accepted(SequentialTest test, double rate) {
        double[] state = {1};
        double accepted = 0;
        for (int tries = 1; tries <= test.most(); tries++) {
            double[] next = new double[tries + 1];
            for (int passes = 0; passes < state.length; passes++) {
                for (int passed = 0; passed <= 1; passed++) {
                    double share = state[passes] * (passed == 1 ? 1 - rate : rate);
                    int all = passes + passed;
                    switch (test.decide(tries - all, all)) {
                        case ACCEPTED -> accepted += share;
                        case GO_ON -> next[all] += share;
                        case GIVEN_UP -> {
                            // It is out.
                        }
                    }
                }
            }
            state = next;
        }
        assertThat(state).as("all is decided after %d tries", test.most()).containsOnly(0.0);
        return accepted;
    }

    @Test
    void whatIsAcceptedFailsInMoreThanNineOfTenRunsWithAConfidenceOf95PercentWhicheverOfTheThreeItIs() {
        for (double rate = 0; rate <= SequentialTest.RATE; rate += 0.01) {
            double mistake = 0;
            for (SequentialTest proof : SequentialTest.PROOFS) {
                mistake += accepted(proof, rate);
            }
            assertThat(mistake).isLessThan(1 - SequentialTest.CONFIDENCE);
        }
        assertThat(SequentialTest.PROOFS.stream()
                        .map(proof -> accepted(proof, SequentialTest.RATE))
                        .map(mistake -> Math.round(mistake * 10_000)))
                .containsExactly(377L, 79L, 37L);
    }

    @Test
    void whatFailsNearlyAlwaysIsAccepted() {
        assertThat(accepted(SequentialTest.PROOFS.get(0), 0.99)).isCloseTo(0.963, within(0.0005));
        for (SequentialTest proof : SequentialTest.PROOFS) {
            assertThat(accepted(proof, 1)).isEqualTo(1);
        }
    }

    @Test
    void theScreenLetsThroughWhatFailsNearlyAlwaysAndHardlyWhatFailsHalfTheTime() {
        assertThat(accepted(SequentialTest.SCREEN, 0.97)).isGreaterThan(0.9);
        assertThat(accepted(SequentialTest.SCREEN, 0.5)).isLessThan(0.04);
    }

    @Test
    void theBoundOfASettledNumberOfTriesIsClopperAndPearsons() {
        assertThat(SequentialTest.lowerBound(0, 7)).isZero();
        assertThat(SequentialTest.lowerBound(7, 7)).isCloseTo(Math.pow(0.05, 1.0 / 7), within(1e-9));
        // Of 10, 8: R's binom.test(8, 10, alternative = "greater").
        assertThat(SequentialTest.lowerBound(8, 10)).isCloseTo(0.4930987, within(1e-6));
    }
}
