package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.Decision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UniqueFifoQueueTest {
    private static final ContainerType TYPE =
            new ContainerType(ContainerType.Discipline.FIRST_IN_FIRST_OUT, false, UniqueFifoQueue::decide);
    private static final ContainerType LOSES_ANSWERS =
            new ContainerType(ContainerType.Discipline.FIRST_IN_FIRST_OUT, true, UniqueFifoQueue::decide);

    @Test
    void itSaysWhatBruteForceSays() {
        Comparison.compare(TYPE, 1, 20_000, 100, 90);
    }

    @Test
    void itSaysSoWhereManyTakesMayHaveTakenAnything() {
        Comparison.compare(LOSES_ANSWERS, 1, 20_000, 100, 84);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(TYPE, 1_000_000, 500_000, 100, 90);
        Comparison.compare(LOSES_ANSWERS, 1_000_000, 500_000, 100, 84);
    }

    @Test
    void ofTheValuesThatWereLeftBehindItNamesThoseThatHadBeenPutInBefore() {
        Decision decision = UniqueFifoQueue.decide(SmallCall.sequence(
                SmallCall.of(Stays.INSERT, 0, NONE),
                SmallCall.of(Stays.INSERT, 1, NONE),
                SmallCall.of(Stays.INSERT, 2, NONE),
                SmallCall.of(Stays.REMOVE, 1, NONE)));
        assertThat(decision.because()).startsWith("a value came out before values that were put in earlier");
        assertThat(decision.calls()).containsExactly(0, 1, 3);
    }
}
