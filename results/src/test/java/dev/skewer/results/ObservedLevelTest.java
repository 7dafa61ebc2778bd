package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.report.CampaignReport;
import dev.skewer.results.report.MarkdownReport;
import dev.skewer.results.report.ObservedLevel;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.ObservedModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedLevelTest {
    private static final ObservedModels SNAPSHOT = new ObservedModels(
            "snapshot-isolation", List.of("strong-snapshot-isolation"), List.of("repeatable-read"), List.of("G2-item"));
    private static final ObservedModels CLEAN =
            new ObservedModels("snapshot-isolation", List.of("strict-serializable"), List.of(), List.of());
    private static final ObservedModels SKEWED = new ObservedModels(
            "snapshot-isolation", List.of("read-committed"), List.of("consistent-view"), List.of("G-single"));

    private static CampaignSummary.Cell cell(
            String target, String isolation, List<String> defects, ObservedModels... models) {
        List<CampaignSummary.Run> runs = Arrays.stream(models)
                .map(each -> CampaignSummary.Run.of(Samples.run(Samples.clean(Validity.TRUE, 5), "text"))
                        .observing(each))
                .toList();
        return new CampaignSummary.Cell(
                target + " " + isolation,
                Map.of("target", target, "isolation", isolation, "defect", defects),
                new Expectation("valid", List.of()),
                runs,
                true,
                null);
    }

    private static CampaignSummary campaign(CampaignSummary.Cell... cells) {
        return new CampaignSummary(
                "databases",
                "results/runs/c",
                cells.length,
                List.of(cells),
                CampaignSummary.Part.UNPLANNED,
                List.of(),
                List.of(),
                "skewer test");
    }

    @Test
    void aLevelKeepsWhatAllHistoriesSatisfyAndBreaksWhatOneViolates() {
        List<ObservedLevel> levels = ObservedLevel.of(
                campaign(cell("h2", "snapshot", List.of(), CLEAN), cell("h2", "snapshot", List.of(), SNAPSHOT)));

        assertThat(levels).singleElement().satisfies(level -> {
            assertThat(level.kept()).containsExactly("strong-snapshot-isolation");
            assertThat(level.broken()).containsExactly("repeatable-read");
            assertThat(level.anomalies()).containsExactly("G2-item");
            assertThat(level.kind()).isEqualTo(ObservedLevel.Kind.KEPT);
        });
    }

    @Test
    void aLevelThatBreaksItsPromiseIsLessThanPromised() {
        List<ObservedLevel> levels = ObservedLevel.of(campaign(cell("h2", "snapshot", List.of(), CLEAN, SKEWED)));

        assertThat(levels).singleElement().satisfies(level -> {
            assertThat(level.kept()).containsExactly("read-committed");
            assertThat(level.kind()).isEqualTo(ObservedLevel.Kind.LESS);
        });
    }

    @Test
    void aHistoryThatIsNotDecidedLeavesThePromiseOpen() {
        var undecided = new ObservedModels("snapshot-isolation", List.of(), List.of(), List.of());

        List<ObservedLevel> levels = ObservedLevel.of(campaign(cell("h2", "snapshot", List.of(), CLEAN, undecided)));

        assertThat(levels).extracting(ObservedLevel::kind).containsExactly(ObservedLevel.Kind.OPEN);
        assertThat(levels.get(0).texts()).contains("not decided");
    }

    @Test
    void aPlantedDefectSaysNothingOfItsTarget() {
        assertThat(ObservedLevel.of(campaign(cell("memory", "snapshot", List.of("lost-writes"), SKEWED))))
                .isEmpty();
    }

    @Test
    void levelsOfATargetStandTogetherAndArePartOfThePageAndOfTheMarkdown() {
        CampaignSummary campaign = campaign(
                cell("h2", "snapshot", List.of(), SNAPSHOT),
                cell("sqlite", "serializable", List.of(), CLEAN),
                cell("h2", "repeatable-read", List.of(), SKEWED));

        assertThat(ObservedLevel.of(campaign))
                .extracting(level -> level.target() + " " + level.level())
                .containsExactly("h2 snapshot", "h2 repeatable-read", "sqlite serializable");
        assertThat(CampaignReport.render(campaign)).contains("What transactions are kept", "strong-snapshot-isolation");
        assertThat(MarkdownReport.render(campaign, MarkdownReport.COMMENT_BYTES))
                .contains("| sqlite | serializable | snapshot-isolation | strict-serializable | – | – |");
    }
}
