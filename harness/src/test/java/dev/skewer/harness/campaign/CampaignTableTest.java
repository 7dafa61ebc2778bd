package dev.skewer.harness.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.harness.console.Paint;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.FaultCounts;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CampaignTableTest {
    private static CampaignSummary.Run run(
            Validity valid, boolean hasStalls, Optional<Example> story, String... notes) {
        return new CampaignSummary.Run(
                "results/runs/c/1",
                7,
                valid,
                900,
                90,
                new TreeMap<>(valid == Validity.FALSE ? Map.of("stale-read", 400L, "read-skew", 3L) : Map.of()),
                Optional.empty(),
                FaultCounts.NONE,
                story,
                List.of(notes),
                List.of(),
                Duration.ofSeconds(10),
                Latency.NONE,
                false,
                1,
                hasStalls,
                false,
                "./skewer check",
                "./skewer test");
    }

    private static CampaignSummary campaign(CampaignSummary.Run run, IsolationCost... costs) {
        return campaign(List.of(run), costs);
    }

    private static CampaignSummary campaign(List<CampaignSummary.Run> runs, IsolationCost... costs) {
        var cell = new CampaignSummary.Cell(
                "journal snapshot", Map.of(), new Expectation("valid", List.of()), runs, true, null);
        return new CampaignSummary(
                "c",
                "results/runs/c",
                1,
                List.of(cell),
                CampaignSummary.Part.UNPLANNED,
                List.of(),
                List.of(costs),
                "skewer");
    }

    private static CampaignTable table(CampaignSummary campaign) {
        return CampaignTable.of(campaign.cells(), new Paint(false));
    }

    private static List<String> foot(CampaignSummary campaign) {
        return table(campaign).foot(campaign);
    }

    @Test
    void aRunThatStoodStillIsNamedThoughItIsAsExpected() {
        assertThat(foot(campaign(run(Validity.TRUE, true, Optional.empty(), "the run stood still"))))
                .contains(
                        "journal snapshot, seed 7: the run stood still",
                        "cells     1 of 1 as expected",
                        "campaign  pass");
    }

    @Test
    void aRunThatWentOnIsNot() {
        assertThat(foot(campaign(run(Validity.TRUE, false, Optional.empty()))))
                .containsExactly(
                        "",
                        "cells     1 of 1 as expected",
                        "in all    900 operations",
                        "campaign  pass",
                        "results   results/runs/c");
    }

    @Test
    void aCellThatIsNotAsExpectedTellsItsStory() {
        var step = new Example.Step("T1", 1, "0", 0, 9, "read", Example.Kind.PAIRED_READ, "read 4 → \u001b[31m", "");
        var story = new Example("One read shows two versions", List.of(step), List.of(), "It cannot be.");
        CampaignSummary campaign = campaign(run(Validity.FALSE, false, Optional.of(story)));
        assertThat(table(campaign).row(campaign.cells().get(0)))
                .contains("read-skew 3, and 1 more")
                .contains("NO");
        assertThat(foot(campaign))
                .containsSequence(
                        "journal snapshot: expected valid, was false",
                        "  One read shows two versions",
                        "    T1  +0 ns  … +9 ns  process 0  read 4 → \\u001b[31m",
                        "  It cannot be.",
                        "  report results/runs/c/1/report.html")
                .contains("campaign  fail");
    }

    @Test
    void ofManyRunsThatAreNotAsExpectedOneIsShownAndTheOthersAreCounted() {
        CampaignSummary.Run fails = run(Validity.FALSE, false, Optional.empty(), "one remark");
        CampaignSummary.Run passes = run(Validity.TRUE, false, Optional.empty());
        assertThat(foot(campaign(List.of(passes, fails, fails, fails))))
                .containsSequence(
                        "journal snapshot: expected valid, was false",
                        "  one remark",
                        "  report results/runs/c/1/report.html",
                        "  check  ./skewer check",
                        "  again  ./skewer test",
                        "  and 2 more runs, which the report of the campaign leads to");
    }

    @Test
    void roundsThatDoNotTellTwoLevelsApartAreSaidNotTo() {
        Spread base = new Spread(1000, 900, 1100);
        Spread near = new Spread(1050, 950, 1300);
        Spread far = new Spread(500, 450, 560);
        String lines = String.join(
                "\n",
                foot(campaign(
                        run(Validity.TRUE, false, Optional.empty()),
                        new IsolationCost("committed", 9, base, base, base, base),
                        new IsolationCost("snapshot", 9, near, far, far, far))));
        assertThat(lines)
                .contains("9 rounds")
                .contains("1,050  (950 to 1,300)  ≈1.05")
                .contains("×0.50");
    }
}
