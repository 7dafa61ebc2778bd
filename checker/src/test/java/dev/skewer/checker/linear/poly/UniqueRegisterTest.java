package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.Decision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UniqueRegisterTest {
    @Test
    void itSaysWhatBruteForceSaysOfReadsAndWrites() {
        Comparison.compare(new RegisterType(NONE, false), 1, 20_000, 100, 56);
    }

    @Test
    void itSaysWhatBruteForceSaysWithCompareAndSet() {
        Comparison.compare(new RegisterType(0, true), 1, 20_000, 100, 76);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(new RegisterType(NONE, true), 1_000_000, 500_000, 100, 56);
        Comparison.compare(new RegisterType(0, true), 2_000_000, 500_000, 100, 76);
    }

    @Test
    void itSaysWhichValuesStoodInEachOthersWay() {
        Decision initial = decide(write(1), read(NONE));
        assertThat(initial.because()).isEqualTo("the initial value was seen after another had taken its place");
        assertThat(initial.calls()).containsExactly(0, 1);

        Decision two = decide(write(1), write(2), read(1), read(2));
        assertThat(two.because()).startsWith("each of two values would have to come before the other");
        assertThat(two.calls()).containsExactly(0, 1, 2, 3);

        Decision besidesInitial = decide(read(NONE), write(1), write(2), read(1), read(2));
        assertThat(besidesInitial.because()).startsWith("each of two values");

        Decision replaced = decide(write(1), cas(NONE, 2), read(1));
        assertThat(replaced.because()).startsWith("each of two values");
        assertThat(replaced.calls()).containsExactly(0, 1, 2);
    }

    @Test
    void itNamesAllCompareAndSetsOfACircle() {
        Decision decision = decide(write(7), cas(1, 2), cas(7, 8), cas(2, 3), cas(3, 1), cas(8, 9));
        assertThat(decision.because()).isEqualTo("compare-and-sets replaced each other in a circle");
        assertThat(decision.calls()).containsExactly(1, 3, 4);
    }

    /** Decides about calls that came one after the other. */
    private static Decision decide(SmallCall... calls) {
        return UniqueRegister.decide(SmallCall.sequence(calls), NONE);
    }

    private static SmallCall read(int value) {
        return SmallCall.of(UniqueRegister.READ, value, NONE);
    }

    private static SmallCall write(int value) {
        return SmallCall.of(UniqueRegister.WRITE, value, NONE);
    }

    private static SmallCall cas(int from, int to) {
        return SmallCall.of(UniqueRegister.CAS, from, to);
    }
}
