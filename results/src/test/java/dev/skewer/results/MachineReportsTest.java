package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skewer.checker.Validity;
import dev.skewer.results.format.ReportException;
import dev.skewer.results.outcome.TestOutcome;
import dev.skewer.results.outcome.TestOutcomes;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.GateSummary;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.Shard;
import dev.skewer.results.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reports for machines: readers of others accept them, and all agree with the exit code on whether something is wrong. */
class MachineReportsTest {
    private static final Expectation VALID = new Expectation("valid", List.of());
    private static final Expectation SKEW = new Expectation("detected", List.of("read-skew"));

    private static CampaignSummary.Run run(Validity valid) {
        return CampaignSummary.Run.of(
                Samples.run(valid == Validity.FALSE ? Samples.skewed("text") : Samples.clean(valid, 5), "text"));
    }

    private static CampaignSummary.Cell cell(String name, Expectation expected, boolean isComplete, Validity... runs) {
        return new CampaignSummary.Cell(
                name,
                Map.of("workload", name),
                expected,
                Stream.of(runs).map(MachineReportsTest::run).toList(),
                isComplete,
                null);
    }

    private static CampaignSummary.Cell skipped(String name) {
        return new CampaignSummary.Cell(name, Map.of(), VALID, List.of(), true, "no h2 here");
    }

    private static CampaignSummary campaign(int planned, CampaignSummary.Cell... cells) {
        return new CampaignSummary(
                "nightly",
                "results/runs/nightly/1",
                planned,
                List.of(cells),
                CampaignSummary.Part.UNPLANNED,
                List.of(),
                List.of(),
                "skewer test");
    }

    private static CampaignSummary withMissing(CampaignSummary campaign) {
        var part = new CampaignSummary.Part(
                "p", Shard.WHOLE, List.of(new Omission("k", "late", "shard 2/2 is missing", false)), List.of());
        return new CampaignSummary(
                campaign.name(),
                campaign.folder(),
                campaign.planned() + 1,
                campaign.cells(),
                part,
                List.of(),
                List.of(),
                "skewer test");
    }

    private static GateSummary gate(String baseline, Change.Effect effect, String cell, String test) {
        return new GateSummary(
                baseline, List.of(Change.of(Change.Kind.NEW_ANOMALY, effect, cell, test, "is not what it was")));
    }

    /** Campaigns of all kinds of cells, alone and together, and what is checked by itself. */
    static Stream<Summary> summaries() {
        var summaries = new ArrayList<Summary>();
        for (Validity valid : Validity.values()) {
            var verdict = valid == Validity.FALSE ? Samples.skewed("text") : Samples.clean(valid, 7);
            summaries.add(Samples.run(verdict, "text"));
            summaries.add(Samples.check(verdict, "text"));
            summaries.add(new CheckSeries(
                    List.of(Samples.check(Samples.clean(Validity.TRUE, 7), "a"), Samples.check(verdict, "b")),
                    List.of(),
                    "skewer test"));
        }
        summaries.add(Samples.series("text"));
        summaries.add(new CheckSeries(
                List.of(Samples.check(Samples.clean(Validity.TRUE, 7), "a")),
                List.of(new CheckSeries.Refused("b", "b: no such file")),
                "skewer test"));
        var cells = new ArrayList<CampaignSummary.Cell>();
        for (Expectation expected : List.of(VALID, SKEW, new Expectation("lost-suffix", List.of()))) {
            for (boolean isComplete : new boolean[] {true, false}) {
                cells.add(cell("none", expected, isComplete));
                for (Validity one : Validity.values()) {
                    cells.add(cell("one", expected, isComplete, one));
                    for (Validity other : Validity.values()) {
                        cells.add(cell("two", expected, isComplete, one, other));
                    }
                }
            }
        }
        cells.add(skipped("skipped"));
        cells.add(cell("failed", VALID, true, Validity.TRUE).failed("port taken"));
        for (CampaignSummary.Cell cell : cells) {
            summaries.add(campaign(1, cell));
            summaries.add(campaign(2, cell));
            summaries.add(campaign(2, cell("good", VALID, true, Validity.TRUE), cell));
            summaries.add(withMissing(campaign(1, cell)));
            for (Change.Effect effect : Change.Effect.values()) {
                for (String baseline : List.of("", "baseline.json")) {
                    for (String about : List.of(cell.id(), "")) {
                        summaries.add(campaign(1, cell).with(gate(baseline, effect, about, cell.name())));
                    }
                }
            }
        }
        summaries.add(campaign(0));
        summaries.add(campaign(cells.size(), cells.toArray(CampaignSummary.Cell[]::new)));
        return summaries.stream();
    }

    @Test
    void whateverCameOfItAllFormsAgreeWithTheVerdictOnWhetherSomethingIsWrong() {
        summaries().forEach(summary -> {
            boolean isWrong = summary.valid() != Validity.TRUE;
            ReportTestSuite suite = Rendered.junit(Rendered.text("junit", summary));
            assertThat(suite.getNumberOfErrors() + suite.getNumberOfFailures() > 0)
                    .as("JUnit of %s", summary)
                    .isEqualTo(isWrong);
            assertThat(!Rendered.sarif(Rendered.text("sarif", summary))
                            .at("/runs/0/results")
                            .isEmpty())
                    .as("SARIF of %s", summary)
                    .isEqualTo(isWrong);
            assertThat(!Rendered.text("github", summary).isEmpty())
                    .as("annotations of %s", summary)
                    .isEqualTo(isWrong);
            assertThat(Rendered.text("markdown", summary).startsWith("**pass**")
                            || Rendered.text("markdown", summary).startsWith("**true**"))
                    .isEqualTo(!isWrong);
        });
    }

    @Test
    void aRunThatFoundSomethingIsAFailureWithItsStoryAndCommands() {
        ReportTestSuite suite = Rendered.junit(Rendered.text("junit", Samples.run(Samples.skewed("text"), "text")));
        assertThat(suite.getNumberOfTests()).isEqualTo(1);
        ReportTestCase test = suite.getTestCases().get(0);
        assertThat(test.getName()).isEqualTo("journal on embedded at text");
        assertThat(test.getTime()).isEqualTo(10.017f);
        assertThat(test.getFailureMessage()).isEqualTo("found read-skew 1,234");
        assertThat(test.getFailureType()).isEqualTo("read-skew");
        assertThat(test.getFailureDetail())
                .contains(
                        "T1  +0 ns … +8.00 µs  process 0  read text (text)",
                        "T1 rw → T2: text",
                        "check: skewer check --model journal text",
                        "again: skewer test --workload text");
    }

    @Test
    void eachCellOfACampaignIsATestCase() {
        ReportTestSuite suite = Rendered.junit(Rendered.text(
                "junit",
                withMissing(campaign(
                        6,
                        cell("held", VALID, true, Validity.TRUE, Validity.TRUE),
                        cell("broke", VALID, true, Validity.TRUE, Validity.FALSE),
                        cell("seen", SKEW, true, Validity.FALSE),
                        cell("unseen", SKEW, true, Validity.TRUE, Validity.TRUE),
                        cell("unknown", VALID, true, Validity.UNKNOWN),
                        skipped("skipped")))));
        assertThat(suite.getName()).isEqualTo("nightly");
        assertThat(suite.getTestCases())
                .extracting(ReportTestCase::getName)
                .containsExactly("held", "broke", "seen", "unseen", "unknown", "skipped", "late");
        assertThat(suite.getTestCases())
                .extracting(test ->
                        test.hasFailure() ? "failure" : test.hasError() ? "error" : test.hasSkipped() ? "skipped" : "")
                .containsExactly("", "failure", "", "failure", "error", "skipped", "error");
        assertThat(suite.getTestCases())
                .extracting(ReportTestCase::getFailureMessage)
                .containsExactly(
                        null,
                        "expected valid, found read-skew 1,234",
                        null,
                        "expected detected, but read-skew was not found in 2 runs",
                        "expected valid, but is unknown: text",
                        "no h2 here",
                        "shard 2/2 is missing");
    }

    @Test
    void besideABaselineWhatGotWorseFailsAndWhatIsKnownIsSkipped() {
        CampaignSummary campaign = campaign(
                3,
                cell("known", VALID, true, Validity.FALSE),
                cell("slow", VALID, true, Validity.TRUE),
                cell("good", VALID, true, Validity.TRUE));
        var change = Change.of(
                Change.Kind.SLOWER, Change.Effect.WORSE, campaign.cells().get(1).id(), "slow", "reads 20 % fewer");
        var expired = Change.of(
                Change.Kind.ACCEPTANCE_EXPIRED, Change.Effect.WORSE, "", "", "an acceptance has come to its end");
        List<ReportTestCase> tests = Rendered.junit(Rendered.text(
                        "junit", campaign.with(new GateSummary("baseline.json", List.of(change, expired)))))
                .getTestCases();
        assertThat(tests).extracting(ReportTestCase::getName).containsExactly("known", "slow", "good", "the gate");
        assertThat(tests)
                .extracting(ReportTestCase::getFailureMessage)
                .containsExactly(
                        "known, and not worse than in baseline.json: expected valid, found read-skew 1,234",
                        "reads 20 % fewer",
                        null,
                        "an acceptance has come to its end");
        assertThat(tests.get(0).hasSkipped()).isTrue();
        assertThat(Rendered.text("markdown", campaign.with(new GateSummary("baseline.json", List.of(change, expired))))
                        .lines())
                .first()
                .asString()
                .startsWith("**fail**: an acceptance has come to its end; slow&#58; reads 20 &#37; fewer"
                        .replace("&#37;", "%"));
    }

    @Test
    void testCasesOfOneNameAreToldApart() {
        ReportTestSuite suite = Rendered.junit(Rendered.text(
                "junit",
                campaign(
                        4,
                        cell("a", VALID, true, Validity.TRUE),
                        cell("a (2)", VALID, true, Validity.TRUE),
                        cell("a", VALID, true, Validity.TRUE),
                        cell("a", VALID, true, Validity.TRUE))));
        assertThat(suite.getTestCases())
                .extracting(ReportTestCase::getName)
                .containsExactly("a", "a (2)", "a (3)", "a (4)");
    }

    @Test
    void anAnomalyIsAResultOfARuleWithItsStoryAsItsFlow() {
        JsonNode run = Rendered.sarif(Rendered.text("sarif", Samples.run(Samples.skewed("{0} [a](b)"), "x")))
                .at("/runs/0");
        JsonNode result = run.at("/results/0");
        assertThat(run.get("results").size()).isEqualTo(1);
        assertThat(result.get("ruleId").asString()).isEqualTo("read-skew");
        assertThat(result.get("level").asString()).isEqualTo("error");
        JsonNode rule = run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt());
        assertThat(rule.get("id").asString()).isEqualTo("read-skew");
        assertThat(rule.at("/help/text").asString()).contains("metadata");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("results/runs/journal/1/history.edn");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(12);
        JsonNode flow = result.at("/codeFlows/0/threadFlows/0/locations");
        assertThat(flow.size()).isEqualTo(3);
        assertThat(flow.at("/1/location/physicalLocation/region/startLine").asInt())
                .isEqualTo(13);
        assertThat(flow.at("/0/location/message/text").asString())
                .as("placeholders and links are none")
                .contains("read {{0}} [a] (b)");
    }

    @Test
    void aFingerprintIsTheSameForTheSameFindingInAnotherFolderAndWithAnotherSeed() {
        CampaignSummary one = campaign(1, cell("broke", VALID, true, Validity.FALSE));
        CampaignSummary other = campaign(
                        2,
                        cell("more", VALID, true, Validity.FALSE),
                        cell("broke", VALID, true, Validity.TRUE, Validity.FALSE))
                .in("elsewhere");
        String fingerprint = fingerprints(one).get(0);
        assertThat(fingerprints(other)).hasSize(2).doesNotHaveDuplicates().contains(fingerprint);
        assertThat(fingerprint).matches("[0-9a-f]{12}/read-skew");
    }

    private static List<String> fingerprints(Summary summary) {
        var fingerprints = new ArrayList<String>();
        Rendered.sarif(Rendered.text("sarif", summary))
                .at("/runs/0/results")
                .forEach(result -> fingerprints.add(
                        result.at("/partialFingerprints/skewer~1v1").asString()));
        return fingerprints;
    }

    @Test
    void annotationsAreErrorsAndWarningsOfWhichThereAreTenAtMost() {
        var cells = new ArrayList<CampaignSummary.Cell>();
        for (int i = 0; i < 12; i++) {
            cells.add(cell("broke, 100%: " + i, VALID, true, Validity.FALSE));
        }
        cells.add(cell("unknown", VALID, true, Validity.UNKNOWN));
        List<String> lines = Rendered.text("github", campaign(13, cells.toArray(CampaignSummary.Cell[]::new)))
                .lines()
                .toList();
        assertThat(lines).hasSize(11);
        assertThat(lines.get(0))
                .startsWith(
                        "::error title=broke%2C 100%25%3A 0%3A read-skew::expected valid, found read-skew 1,234%0A%0A")
                .endsWith("check: skewer check --model journal text%0Aagain: skewer test --workload text");
        assertThat(lines.get(9)).startsWith("::error title=3 more::broke, 100%25: 9%0A");
        assertThat(lines.get(10)).startsWith("::warning title=unknown::expected valid, but is unknown");
    }

    @Test
    void aTestThatIsInTheWaySaysWhy() {
        summaries()
                .forEach(summary -> assertThat(TestOutcomes.of(summary)).allSatisfy(outcome -> {
                    assertThat(outcome.reason().isEmpty()).isEqualTo(outcome.status() == TestOutcome.Status.PASSED);
                    assertThat(outcome.reason()).doesNotContain("null");
                }));
    }

    @Test
    void severalFilesAreATestCaseEachAndAPageIsOfOne() {
        CheckSeries series = Samples.series("text");
        List<ReportTestCase> tests =
                Rendered.junit(Rendered.text("junit", series)).getTestCases();
        assertThat(tests).extracting(ReportTestCase::getName).containsExactly("text", "text!");
        assertThat(tests)
                .extracting(ReportTestCase::getFailureMessage)
                .containsExactly("found read-skew 1,234", "text");
        assertThat(Rendered.text("markdown", series).lines().limit(2))
                .containsExactly(
                        "**false**: 2 histories: 0 true, 1 false, 0 unknown, 1 could not be checked  ",
                        "Not true: text (read-skew 1,234); text&#33;.");
        assertThat(Rendered.sarif(Rendered.text("sarif", series))
                        .at("/runs/0/results")
                        .size())
                .isEqualTo(2);
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> Rendered.text("html", series))
                .withMessage(
                        "html: shows one history, and this is of 2; json, markdown, junit, sarif and github tell of several");
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> Rendered.bytes("png", series, "story"))
                .withMessageStartingWith("png: shows one history");
    }
}
