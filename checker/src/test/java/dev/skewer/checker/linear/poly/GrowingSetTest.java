package dev.skewer.checker.linear.poly;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GrowingSetTest {
    private static final SetType TYPE = new SetType();

    @Test
    void itSaysWhatBruteForceSays() {
        Comparison.compare(TYPE, 1, 20_000, 100, 86);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(TYPE, 1_000_000, 1_000_000, 100, 86);
    }
}
