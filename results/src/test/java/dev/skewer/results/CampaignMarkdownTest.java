package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.report.CampaignMarkdown;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.FaultCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CampaignMarkdownTest {
    private static final String HOSTILE =
            "a|b `c` **d** <script>alert(1)</script> [e](javascript:f) @user #12 ~~g~~\n# h\n::error::i\u202e &lt; ]]> \\ https://j.example $k$";

    private static CampaignSummary.Run run(
            long seed, long ops, int millis, Map<String, Long> anomalies, FaultCounts faults) {
        return new CampaignSummary.Run(
                "results/runs/c/" + seed,
                seed,
                anomalies.isEmpty() ? Validity.TRUE : Validity.FALSE,
                ops,
                90,
                new TreeMap<>(anomalies),
                faults,
                Optional.empty(),
                List.of(),
                List.of(),
                Duration.ofMillis(millis),
                1,
                false,
                false,
                "./skewer check",
                "./skewer test --seed " + seed);
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
        assertThat(CampaignMarkdown.render(campaign(held(Map.of()), detected())).lines())
                .startsWith(
                        "**pass**: nightly, 2 of 2 cells as expected", "", "5,100 operations, 10 faults, 8 restarts.");
    }

    @Test
    void aCellThatHeldSaysWhatItWentThrough() {
        assertThat(CampaignMarkdown.render(campaign(held(Map.of()))))
                .contains("| journal process kill+pause | 3,000 | kill 6, pause 4 | 8 | 34 | true | yes |");
    }

    @Test
    void whatWasFoundIsCountedOverTheSeedsThatFoundWhatWasExpected() {
        assertThat(CampaignMarkdown.render(campaign(detected())))
                .contains("| journal half-snapshot | read-skew | 2 of 3 | 700 | 700 | 350 ms | 350 ms | yes |");
    }

    @Test
    void whatIsNotAsExpectedStandsBeforeTheTables() {
        String page = CampaignMarkdown.render(campaign(held(Map.of("read-skew", 3L)), detected()));
        assertThat(page).startsWith("**fail**: nightly, 1 of 2 cells as expected");
        assertThat(page.lines().limit(8))
                .contains("**journal process kill+pause**: expected valid, was false, read-skew 3")
                .contains("* again: `./skewer test --seed 1`");
    }

    @Test
    void nothingOfACampaignBecomesMarkup() {
        String page = CampaignMarkdown.render(Samples.campaign(HOSTILE)).replaceAll("(?m)^\\* again: ``.*``$", "");
        assertThat(page)
                .doesNotContain(
                        "<script", "javascript:", "@user", " #12", "~~", "::error", "\u202e", "]]>", "https://");
        assertThat(page.lines())
                .as("lines that begin as markup does")
                .noneMatch(line -> line.startsWith("#") || line.startsWith("::"));
        assertThat(Pattern.compile("<(?!/?(details|summary|sub)>)")
                        .matcher(page)
                        .find())
                .as("a tag in %s", page)
                .isFalse();
    }

    @Test
    void aCommandIsCodeWhateverItHas() {
        assertThat(CampaignMarkdown.render(Samples.campaign("`` `")).lines())
                .filteredOn(line -> line.startsWith("* again"))
                .isNotEmpty()
                .allMatch(line -> line.matches("\\* again: (```).* ?\\1"));
    }
}
