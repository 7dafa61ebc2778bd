package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.FaultSpan;
import dev.skewer.results.summary.Highlight;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Throughput;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HighlightTest {
    private static final long BUCKET = 50_000_000;
    private static final List<Long> COUNTS = List.of(3L, 9L, 9L, 2L, 0L);
    private static final long END = 4 * BUCKET + 7;

    private static FaultSpan fault(String name, long from, long to) {
        return new FaultSpan(name, from, to, List.of(), Collections.emptySortedMap());
    }

    private static Optional<Highlight> highlight(boolean hasClock, List<Long> counts, FaultSpan... faults) {
        return Highlight.of(new OperationMetrics(
                List.of(),
                new Throughput.Series(BUCKET, counts, END, List.of(faults)),
                List.of(),
                Activity.NONE,
                hasClock));
    }

    @Test
    void isTheLongestFaultAndOfThoseTheFirst() {
        FaultSpan first = fault("kill", 20, 50);
        assertThat(highlight(true, COUNTS, fault("pause", 0, 10), first, fault("pause", 60, 90)))
                .contains(new Highlight(20, 50, 0, Optional.of(first)));
    }

    @Test
    void withoutFaultsItIsWhenMostEnded() {
        assertThat(highlight(true, COUNTS)).contains(new Highlight(BUCKET, 2 * BUCKET, 9, Optional.empty()));
        assertThat(highlight(true, List.of(0L, 0L, 0L, 0L, 1L)))
                .contains(new Highlight(4 * BUCKET, END, 1, Optional.empty()));
    }

    @Test
    void aFaultAfterTheLastOperationShowsNothing() {
        assertThat(highlight(true, COUNTS, fault("kill", END - 5, END)))
                .contains(new Highlight(BUCKET, 2 * BUCKET, 9, Optional.empty()));
    }

    @Test
    void withoutTimesItIsTheLongestFaultOrTheMiddle() {
        FaultSpan kill = fault("kill", 20, 50);
        assertThat(highlight(false, List.of(7L), kill)).contains(new Highlight(20, 50, 0, Optional.of(kill)));
        assertThat(highlight(false, List.of(7L))).contains(new Highlight(END / 2, END / 2, 0, Optional.empty()));
    }

    @Test
    void whereNothingEndedThereIsNothingToSee() {
        assertThat(highlight(true, List.of(0L, 0L), fault("kill", 20, 50))).isEmpty();
        assertThat(highlight(true, List.of())).isEmpty();
    }
}
