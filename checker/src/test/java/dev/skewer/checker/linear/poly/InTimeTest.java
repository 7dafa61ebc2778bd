package dev.skewer.checker.linear.poly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Calls;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Algorithms without search end when the time is over. */
class InTimeTest {
    private static final int CALLS = 1 << 14;

    /** The algorithms, with calls that are right: each value written or put in, and at once read or taken out. */
    enum Algorithm {
        REGISTER(true, calls -> UniqueRegister.decide(calls, Calls.NONE)),
        FIFO_QUEUE(true, UniqueFifoQueue::decide),
        UNORDERED_QUEUE(true, UniqueUnorderedQueue::decide),
        STACK(true, UniqueStack::decide),
        PRIORITY_QUEUE(true, calls -> UniquePriorityQueue.decide(calls, identity())),
        SET(false, calls -> GrowingSet.decide(calls, new int[0][])),
        UNIT_COUNTER(false, UnitCounter::decide),
        GROWING_COUNTER(false, calls -> GrowingCounter.decide(calls, new long[CALLS]));

        private final boolean inPairs;
        private final Function<Calls, Decision> algorithm;

        Algorithm(boolean inPairs, Function<Calls, Decision> algorithm) {
            this.inPairs = inPairs;
            this.algorithm = algorithm;
        }

        private static int[] identity() {
            int[] ranks = new int[CALLS];
            Arrays.setAll(ranks, i -> i);
            return ranks;
        }

        private Calls calls() {
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
        assertThat(algorithm.algorithm.apply(calls.within(Budget.of(Duration.ofHours(1), 0))))
                .hasToString(algorithm.algorithm.apply(calls).toString());
        Calls late = calls.within(Budget.of(Duration.ZERO, 0));
        assertThatThrownBy(() -> algorithm.algorithm.apply(late)).isInstanceOf(Budget.Exceeded.class);
    }
}
