package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.report.MarkdownReport;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.FaultCounts;
import dev.skewer.results.summary.Latency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CampaignMarkdownTest {
    private static CampaignSummary.Run run(
            long seed, long ops, int millis, Map<String, Long> anomalies, FaultCounts faults) {
        return new CampaignSummary.Run(
                "results/runs/c/" + seed,
                seed,
                anomalies.isEmpty() ? Validity.TRUE : Validity.FALSE,
                ops,
                90,
                new TreeMap<>(anomalies),
                Optional.empty(),
                faults,
                Optional.empty(),
                List.of(),
                List.of(),
                Duration.ofMillis(millis),
                Latency.NONE,
                false,
                1,
                false,
                false,
                "./skewer check",
                "./skewer test --seed " + seed);
    }

    private static String render(CampaignSummary campaign) {
        return MarkdownReport.render(campaign, MarkdownReport.COMMENT_BYTES);
    }

    private static CampaignSummary campaign(CampaignSummary.Cell... cells) {
        return new CampaignSummary(
                "nightly",
                "results/runs/c",
                cells.length,
                List.of(cells),
                CampaignSummary.Part.UNPLANNED,
                List.of(),
                List.of(),
                "skewer test");
    }

    private static CampaignSummary.Cell held(Map<String, Long> anomalies) {
        var faults = new FaultCounts(new TreeMap<>(Map.of("kill", 3L, "pause", 2L)), 4, 17);
        return new CampaignSummary.Cell(
                "journal process kill+pause",
                Map.of(),
                new Expectation("valid", List.of()),
                List.of(run(1, 1_000, 900, anomalies, faults), run(2, 2_000, 900, Map.of(), faults)),
                true,
                null);
    }

    private static CampaignSummary.Cell detected() {
        return new CampaignSummary.Cell(
                "journal half-snapshot",
                Map.of(),
                new Expectation("detected", List.of("read-skew")),
                List.of(
                        run(1, 500, 250, Map.of("read-skew", 2L), FaultCounts.NONE),
                        run(2, 900, 100, Map.of("stale-read", 2L), FaultCounts.NONE),
                        run(3, 700, 350, Map.of("read-skew", 1L, "stale-read", 3L), FaultCounts.NONE)),
                true,
                null);
    }

    @Test
    void theVerdictComesFirstAndThenWhatWasDone() {
        assertThat(render(campaign(held(Map.of()), detected())).lines())
                .startsWith(
                        "**pass**: nightly, 2 of 2 cells as expected  ",
                        "5,100 operations, 10 faults, 8 restarts; 1 of 1 that were to be found are found.");
    }

    @Test
    void whatHasNoRoomIsLeftOutFromTheEndAndTold() {
        var cells = new ArrayList<CampaignSummary.Cell>();
        for (int i = 0; i < 300; i++) {
            CampaignSummary.Run run = CampaignSummary.Run.of(Samples.run(Samples.skewed("text " + i), "text"));
            cells.add(new CampaignSummary.Cell(
                    "cell " + i, Map.of(), new Expectation("valid", List.of()), List.of(run), true, null));
        }
        CampaignSummary campaign = campaign(cells.toArray(CampaignSummary.Cell[]::new));
        String page = render(campaign);
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isBetween(60_000, MarkdownReport.COMMENT_BYTES);
        assertThat(page.lines().toList().get(1)).endsWith("and 295 more.");
        assertThat(page.lines().filter(line -> line.startsWith("* **cell ")))
                .as("all are named")
                .hasSize(300);
        assertThat(page).containsPattern("\\*\\*Cut\\*\\* to 65536 bytes, without \\d+ stories, 300 rows of what held");
        assertThat(page.split("<details>", -1)).hasSameSizeAs(page.split("</details>", -1));
        String whole = MarkdownReport.render(campaign, MarkdownReport.STEP_SUMMARY_BYTES);
        assertThat(whole).doesNotContain("**Cut**").contains("| cell 299 | 56,789 |");
        assertThat(MarkdownReport.render(campaign, 2_000).getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(2_000);
    }

    @Test
    void aCellThatHeldSaysWhatItWentThrough() {
        assertThat(render(campaign(held(Map.of()))))
                .contains("| journal process kill+pause | 3,000 | kill 6, pause 4 | 8 | 34 | true | yes |");
    }

    @Test
    void whatWasFoundIsCountedOverTheSeedsThatFoundWhatWasExpected() {
        assertThat(render(campaign(detected())))
                .contains("| journal half-snapshot | read-skew | 2 of 3 | 700 | 700 | 350 ms | 350 ms | yes |");
    }

    @Test
    void whatIsNotAsExpectedStandsBeforeTheTables() {
        String page = render(campaign(held(Map.of("read-skew", 3L)), detected()));
        assertThat(page).startsWith("**fail**: nightly, 1 of 2 cells as expected");
        assertThat(page.lines().skip(1).limit(3))
                .containsExactly(
                        "Not as expected: journal process kill+pause (read-skew 3).",
                        "",
                        "* **journal process kill+pause**: expected valid, was false, read-skew 3");
        assertThat(page).containsSubsequence("```sh", "./skewer test --seed 1", "```", "What was to be found");
    }
}
