package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.CheckCost;
import dev.skewer.results.RunSummary;
import dev.skewer.results.Stall;
import dev.skewer.results.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CampaignTableTest {
    private static final Campaign CAMPAIGN =
            CampaignFile.parse("tests: [{time-limit: 10s, seeds: [7], expect: valid}]", "c.yaml", null);

    private static CampaignOutcome outcome(List<Stall> stalls, List<String> notes) {
        var verdict = new Verdict(Validity.TRUE, "journal", new TreeMap<>(), List.of(), List.of(), 900, 90, notes);
        var summary = new RunSummary(
                "a test",
                Map.of(),
                7,
                "./skewer check",
                "./skewer test",
                Instant.EPOCH,
                Duration.ofSeconds(10),
                false,
                verdict,
                new CheckCost(0, 1, 1),
                List.of(),
                new Throughput.Series(1, List.of(), 1, List.of()),
                stalls,
                List.of(),
                "skewer");
        var run = new CellOutcome.Run("results/runs/c/1", new TestRun.Result(summary, null, null));
        var cell = new CellOutcome(CAMPAIGN.cells().get(0), List.of(run), true, null);
        return new CampaignOutcome(CAMPAIGN, "results/runs/c", List.of(cell), List.of(), null);
    }

    private static List<String> foot(CampaignOutcome outcome) {
        return new CampaignTable(CAMPAIGN, new Paint(false)).foot(outcome);
    }

    @Test
    void aRunThatStoodStillIsNamedThoughItIsAsExpected() {
        var outcome = outcome(List.of(new Stall(1_000_000_000L, 4_000_000_000L)), List.of("the run stood still"));
        assertThat(foot(outcome))
                .contains(
                        "journal snapshot, seed 7: the run stood still",
                        "cells     1 of 1 as expected",
                        "campaign  pass");
        assertThat(CampaignJson.of(outcome).at("/tests/0/runs/0/notes/0").asString())
                .isEqualTo("the run stood still");
    }

    @Test
    void aRunThatWentOnIsNot() {
        assertThat(foot(outcome(List.of(), List.of())))
                .containsExactly("", "cells     1 of 1 as expected", "campaign  pass", "results   results/runs/c");
    }
}
