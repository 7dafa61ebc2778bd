package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.Decision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UniqueStackTest {
    private static final ContainerType TYPE =
            new ContainerType(ContainerType.Discipline.LAST_IN_FIRST_OUT, false, UniqueStack::decide);
    private static final ContainerType LOSES_ANSWERS =
            new ContainerType(ContainerType.Discipline.LAST_IN_FIRST_OUT, true, UniqueStack::decide);

    @Test
    void itSaysWhatBruteForceSays() {
        Comparison.compare(TYPE, 1, 20_000, 99.98, 88);
    }

    @Test
    void itSaysSoWhereManyTakesMayHaveTakenAnything() {
        Comparison.compare(LOSES_ANSWERS, 1, 20_000, 99.96, 83);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(TYPE, 1_000_000, 500_000, 99.98, 88);
        Comparison.compare(LOSES_ANSWERS, 1_000_000, 500_000, 99.96, 83);
    }

    @Test
    void itNamesThePushesAndPopsThatCross() {
        Decision crossing = decide(push(1), push(2), pop(1), pop(2));
        assertThat(crossing.because()).startsWith("none of the values");
        assertThat(crossing.calls()).containsExactly(0, 1, 2, 3);

        Decision beneathAStuckOne = decide(push(3), pop(3), push(1), push(2), pop(1));
        assertThat(beneathAStuckOne.calls()).containsExactly(2, 3, 4);
    }

    /** Decides about calls that came one after the other. */
    private static Decision decide(SmallCall... calls) {
        return UniqueStack.decide(SmallCall.sequence(calls));
    }

    private static SmallCall push(int value) {
        return SmallCall.of(UniqueStack.PUSH, value, NONE);
    }

    private static SmallCall pop(int value) {
        return SmallCall.of(UniqueStack.POP, value, NONE);
    }
}
