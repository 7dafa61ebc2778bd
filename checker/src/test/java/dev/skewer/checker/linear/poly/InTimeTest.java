package dev.skewer.checker.linear.poly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Algorithms without search end when the time is over. */
class InTimeTest {
    private static final int CALLS = 1 << 14;

    /** The algorithms, with calls that are right: each value written or put in, and at once read or taken out. */
    enum Algorithm {
        REGISTER(20),
        FIFO_QUEUE(28),
        UNORDERED_QUEUE(20),
        STACK(30),
        PRIORITY_QUEUE(30),
        SET(12),
        UNIT_COUNTER(12),
        GROWING_COUNTER(12);

        /** How often it looks at the time, at least: after each so many calls of each pass over them. */
        private final int looks;

        Algorithm(int looks) {
            this.looks = looks;
        }

        private Decision decide(Calls calls) {
            return switch (this) {
                case REGISTER -> UniqueRegister.decide(calls, Calls.NONE);
                case FIFO_QUEUE -> UniqueFifoQueue.decide(calls);
                case UNORDERED_QUEUE -> UniqueUnorderedQueue.decide(calls);
                case STACK -> UniqueStack.decide(calls);
                case PRIORITY_QUEUE -> UniquePriorityQueue.decide(calls, identity());
                case SET -> GrowingSet.decide(calls, new int[0][]);
                case UNIT_COUNTER -> UnitCounter.decide(calls);
                case GROWING_COUNTER -> GrowingCounter.decide(calls, new long[CALLS]);
            };
        }

        private static int[] identity() {
            int[] ranks = new int[CALLS];
            Arrays.setAll(ranks, i -> i);
            return ranks;
        }

        private Calls calls() {
            boolean inPairs = !EnumSet.of(SET, UNIT_COUNTER, GROWING_COUNTER).contains(this);
            int[][] columns = new int[5][CALLS];
            for (int call = 0; call < CALLS; call++) {
                columns[0][call] = 2 * call;
                columns[1][call] = 2 * call + 1;
                // The codes of all algorithms: 0 reads or puts in, 1 writes or takes out.
                boolean isFirst = call % 2 == 0;
                columns[2][call] = inPairs && isFirst == (this == REGISTER) ? 1 : 0;
                columns[3][call] = inPairs ? call / 2 : call;
                columns[4][call] = Calls.NONE;
            }
            return new Calls(columns[0], columns[1], columns[2], columns[3], columns[4]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTimeThatIsOverEndsIt(Algorithm algorithm) {
        Calls calls = algorithm.calls();
        assertThat(algorithm.decide(calls.within(Budget.of(Duration.ofHours(1), 0))))
                .hasToString(algorithm.decide(calls).toString());
        Calls late = calls.within(Budget.of(Duration.ZERO, 0));
        assertThatThrownBy(() -> algorithm.decide(late)).isInstanceOf(Budget.Exceeded.class);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsItWheneverItComes(Algorithm algorithm) throws InterruptedException {
        Interrupted never = new Interrupted(algorithm, Integer.MAX_VALUE);
        assertThat(never.isEnded()).isFalse();
        assertThat(never.looks).isGreaterThanOrEqualTo(algorithm.looks);
        for (int look = 1; look <= never.looks; look++) {
            Interrupted thread = new Interrupted(algorithm, look);
            assertThat(thread.isEnded()).as("interrupted before look %d", look).isTrue();
            assertThat(thread.looks).isEqualTo(look);
        }
    }

    /** Runs an algorithm that is interrupted before it looks for the so-manieth time. */
    private static final class Interrupted extends Thread {
        private final Algorithm algorithm;
        private final int at;
        private int looks;
        private boolean isEnded;

        Interrupted(Algorithm algorithm, int at) {
            this.algorithm = algorithm;
            this.at = at;
        }

        @Override
        public boolean isInterrupted() {
            return ++looks >= at;
        }

        @Override
        public void run() {
            try {
                algorithm.decide(algorithm.calls());
            } catch (Budget.Exceeded e) {
                isEnded = true;
            }
        }

        boolean isEnded() throws InterruptedException {
            start();
            join();
            return isEnded;
        }
    }
}
