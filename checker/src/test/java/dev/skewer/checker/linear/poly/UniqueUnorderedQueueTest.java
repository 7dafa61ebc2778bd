package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.Decision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UniqueUnorderedQueueTest {
    private static final ContainerType TYPE =
            new ContainerType(ContainerType.Discipline.ANY, false, UniqueUnorderedQueue::decide);
    private static final ContainerType LOSES_ANSWERS =
            new ContainerType(ContainerType.Discipline.ANY, true, UniqueUnorderedQueue::decide);

    @Test
    void itSaysWhatBruteForceSays() {
        Comparison.compare(TYPE, 1, 20_000, 100, 88);
    }

    @Test
    void itSaysSoWhereManyTakesMayHaveTakenAnything() {
        Comparison.compare(LOSES_ANSWERS, 1, 20_000, 100, 82);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(TYPE, 1_000_000, 500_000, 100, 88);
        Comparison.compare(LOSES_ANSWERS, 1_000_000, 500_000, 100, 82);
    }

    @Test
    void itNamesTheValuesThatKeptItFromBeingEmpty() {
        // The answer overlaps when one value goes in and another goes out; a third has nothing to do with it.
        SmallCall[] calls = {
            SmallCall.of(Stays.INSERT, 0, NONE).at(0, 1),
            SmallCall.of(Stays.REMOVE, NONE, NONE).at(2, 7),
            SmallCall.of(Stays.INSERT, 1, NONE).at(3, 4),
            SmallCall.of(Stays.REMOVE, 0, NONE).at(5, 6),
            SmallCall.of(Stays.INSERT, 2, NONE).at(8, 9),
            SmallCall.of(Stays.REMOVE, 1, NONE).at(10, 11),
            SmallCall.of(Stays.REMOVE, 2, NONE).at(12, 13)
        };
        Decision decision = UniqueUnorderedQueue.decide(SmallCall.columns(List.of(calls), new Random(0), 1));
        assertThat(decision.calls()).containsExactly(0, 1, 2, 3, 5);
    }

    @Test
    void ofTheValuesThatNeverCameOutItNamesThoseThatWereIn() {
        Decision decision = UniqueUnorderedQueue.decide(SmallCall.sequence(
                SmallCall.of(Stays.INSERT, 0, NONE),
                SmallCall.of(Stays.REMOVE, NONE, NONE),
                SmallCall.of(Stays.INSERT, 1, NONE)));
        assertThat(decision.calls()).containsExactly(0, 1);
    }
}
