package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.Decision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UniquePriorityQueueTest {
    private static final ContainerType TYPE = new ContainerType(
            ContainerType.Discipline.SMALLEST_FIRST,
            false,
            calls -> UniquePriorityQueue.decide(calls, ContainerType.RANKS));
    private static final ContainerType LOSES_ANSWERS = new ContainerType(
            ContainerType.Discipline.SMALLEST_FIRST,
            true,
            calls -> UniquePriorityQueue.decide(calls, ContainerType.RANKS));

    @Test
    void itSaysWhatBruteForceSays() {
        Comparison.compare(TYPE, 1, 20_000, 99.98, 94);
    }

    @Test
    void itSaysSoWhereManyTakesMayHaveTakenAnything() {
        Comparison.compare(LOSES_ANSWERS, 1, 20_000, 99.95, 87);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(TYPE, 1_000_000, 500_000, 99.98, 94);
        Comparison.compare(LOSES_ANSWERS, 1_000_000, 500_000, 99.95, 87);
    }

    @Test
    void itNamesTheSmallerValuesThatWereInAndWhyTheyHadNotLeftEarlier() {
        // By rank: 1 before 0 before 2. Value 2 comes out while 0 is in, which could not leave before 1 did.
        Decision decision = UniquePriorityQueue.decide(
                SmallCall.columns(
                        List.of(
                                SmallCall.of(Stays.INSERT, 0, NONE).at(0, 1),
                                SmallCall.of(Stays.INSERT, 1, NONE).at(2, 3),
                                SmallCall.of(Stays.INSERT, 2, NONE).at(4, 5),
                                SmallCall.of(Stays.REMOVE, 0, NONE).at(6, 13),
                                SmallCall.of(Stays.REMOVE, 2, NONE).at(7, 9),
                                SmallCall.of(Stays.REMOVE, 1, NONE).at(10, 11),
                                SmallCall.of(Stays.INSERT, 3, NONE).at(14, 15)),
                        new Random(0),
                        1),
                new int[] {2, 1, 3, 0});
        assertThat(decision.because()).startsWith("a value came out, though there was a smaller one");
        assertThat(decision.calls()).contains(2, 4).doesNotContain(6);
    }

    @Test
    void ofAValueThatCameOutTooEarlyBothCallsAreNamedAndOfWhatWasSmallerToo() {
        Decision decision = UniquePriorityQueue.decide(
                SmallCall.sequence(
                        SmallCall.of(Stays.INSERT, 0, NONE),
                        SmallCall.of(Stays.INSERT, 1, NONE),
                        SmallCall.of(Stays.REMOVE, 1, NONE),
                        SmallCall.of(Stays.REMOVE, 0, NONE)),
                new int[] {1, 2});
        assertThat(decision.calls()).containsExactly(0, 1, 2, 3);
    }
}
