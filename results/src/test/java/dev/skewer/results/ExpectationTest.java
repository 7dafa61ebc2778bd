package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.FaultCounts;
import dev.skewer.results.summary.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whether the runs of a cell are what was expected of them. */
class ExpectationTest {
    private static CampaignSummary.Run run(Validity valid, long undone) {
        return new CampaignSummary.Run(
                "run",
                1,
                valid,
                900,
                90,
                new TreeMap<>(),
                Optional.empty(),
                new FaultCounts(new TreeMap<>(), 1, undone),
                Optional.empty(),
                List.of(),
                List.of(),
                Duration.ofSeconds(1),
                Latency.NONE,
                false,
                1,
                false,
                false,
                "./skewer check",
                "./skewer test");
    }

    @Test
    void anAllowedLossIsSeenWhereOneRunHasItAndAllAreValid() {
        var expected = new Expectation(Expectation.LOST_SUFFIX, List.of());
        assertThat(expected.isMetBy(List.of(run(Validity.TRUE, 0), run(Validity.TRUE, 3))))
                .isTrue();
        assertThat(expected.isMetBy(List.of(run(Validity.TRUE, 0)))).isFalse();
        assertThat(expected.isMetBy(List.of(run(Validity.TRUE, 3), run(Validity.UNKNOWN, 0))))
                .isFalse();
        assertThat(expected.isMetBy(List.of(run(Validity.FALSE, 3)))).isFalse();
        assertThat(expected.isMetBy(List.of())).isFalse();
    }

    @Test
    void whereAllAreToBeValidALossThatIsAllowedIsNoMatter() {
        var expected = new Expectation(Expectation.VALID, List.of());
        assertThat(expected.isMetBy(List.of(run(Validity.TRUE, 0), run(Validity.TRUE, 3))))
                .isTrue();
        assertThat(expected.isMetBy(List.of(run(Validity.UNKNOWN, 0)))).isFalse();
    }
}
