package dev.skewer.checker.linear.poly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Calls;
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
        REGISTER,
        FIFO_QUEUE,
        UNORDERED_QUEUE,
        STACK,
        PRIORITY_QUEUE,
        SET,
        UNIT_COUNTER,
        GROWING_COUNTER;

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
}
