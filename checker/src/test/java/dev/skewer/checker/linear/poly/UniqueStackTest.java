package dev.skewer.checker.linear.poly;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UniqueStackTest {
    private static final ContainerType TYPE =
            new ContainerType(ContainerType.Discipline.LAST_IN_FIRST_OUT, UniqueStack::decide);

    @Test
    void itSaysWhatBruteForceSays() {
        Comparison.compare(TYPE, 1, 30_000, 90);
    }

    @Test
    @Tag("slow")
    void itSaysSoAMillionTimes() {
        Comparison.compare(TYPE, 1_000_000, 1_000_000, 90);
    }
}
