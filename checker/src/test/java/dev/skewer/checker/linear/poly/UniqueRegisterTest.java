package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UniqueRegisterTest {
    @Test
    void itSaysWhatBruteForceSaysOfReadsAndWrites() {
        Comparison.compare(new RegisterType(NONE, false), 1, 20_000, 80);
    }

    @Test
    void itSaysWhatBruteForceSaysWithCompareAndSet() {
        Comparison.compare(new RegisterType(0, true), 1, 20_000, 80);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(new RegisterType(NONE, true), 1_000_000, 500_000, 80);
        Comparison.compare(new RegisterType(0, true), 2_000_000, 500_000, 80);
    }
}
