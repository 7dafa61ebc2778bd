package dev.skewer.results.format;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.UriReference;
import dev.skewer.results.outcome.Finding;
import dev.skewer.results.outcome.StoryText;
import dev.skewer.results.outcome.TestOutcome;
import dev.skewer.results.outcome.TestOutcome.Status;
import dev.skewer.results.outcome.TestOutcomes;
import dev.skewer.results.outcome.TestedHistory;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.Summary;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A summary as SARIF 2.1.0 (OASIS, <i>Static Analysis Results Interchange Format</i>): a result for each anomaly of each test that failed, and for
 * each test in which what was to be found was not, or that could not be decided. Rules are the anomalies, with what {@code skewer explain} says of them.
 *
 * <p>A result's fingerprint is of the test and the anomaly, so that it is the same when it is found again, in another folder and at another line.
 * Its location is the history, with the line of the operation where Skewer recorded it; of a compressed history the line is that of its text. Its
 * story is its code flow.
 */
final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    /** The version of what fingerprints are made of. */
    private static final String FINGERPRINT = "skewer/v1";

    private static final int MAX_TEXT = 1_000;

    private final ObjectNode log = Json.object();
    private final ArrayNode results;
    private final SarifRules rules;

    private SarifReport(Summary summary) {
        log.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Skewer").put("fullName", Printable.line(summary.producer(), MAX_TEXT));
        rules = new SarifRules(driver.putArray("rules"));
        run.putObject("automationDetails").put("id", "skewer/" + Printable.fileName(name(summary)) + "/");
        run.putArray("invocations").addObject().put("executionSuccessful", true);
        run.put("columnKind", "utf16CodeUnits");
        results = run.putArray("results");
        run.putObject("properties").put("verdict", summary.valid().toString());
    }

    static String render(Summary summary) {
        var report = new SarifReport(summary);
        TestOutcomes.of(summary).stream().filter(TestOutcome::isAgainst).forEach(report::add);
        return Json.indented(report.log);
    }

    private static String name(Summary summary) {
        if (summary instanceof CheckSeries series) {
            return series.checks().stream()
                    .map(check -> check.verdict().model())
                    .findFirst()
                    .orElse("check");
        }
        return summary instanceof CampaignSummary campaign ? campaign.name() : ((CheckedHistory) summary).title();
    }

    private void add(TestOutcome outcome) {
        for (Finding finding : outcome.findings()) {
            ObjectNode result = result(
                    outcome,
                    rules.anomaly(finding.anomaly()),
                    finding.anomaly(),
                    "error",
                    outcome.name() + ": " + finding.anomaly() + " " + Figures.count(finding.count())
                            + finding.story()
                                    .map(story -> "\n" + story.title() + "\n" + story.contradiction())
                                    .orElse("")
                            + "\ncheck: " + finding.history().check());
            Optional<Example.Step> telling = finding.story().flatMap(SarifReport::telling);
            location(
                    result.putArray("locations"),
                    finding.history(),
                    telling.map(Example.Step::index).orElse(-1L),
                    outcome);
            finding.story().ifPresent(story -> flow(result, story, finding.history(), outcome.clock()));
        }
        if (outcome.findings().isEmpty()) {
            boolean isFailed = outcome.status() == Status.FAILED;
            ObjectNode result = result(
                    outcome,
                    isFailed ? rules.notAsExpected() : rules.undecided(),
                    "",
                    isFailed ? "error" : "warning",
                    outcome.name() + ": " + String.join("\n", StoryText.lines(outcome)));
            ArrayNode locations = result.putArray("locations");
            StoryText.telling(outcome).ifPresent(history -> location(locations, history, -1, outcome));
        }
    }

    /** The operation at which a story is best entered: the first that has a part in it that is worth saying. */
    private static Optional<Example.Step> telling(Example story) {
        return story.steps().stream()
                .filter(step -> !step.role().isEmpty())
                .findFirst()
                .or(() -> story.steps().stream().findFirst());
    }

    private ObjectNode result(TestOutcome outcome, SarifRules.Rule rule, String anomaly, String level, String text) {
        ObjectNode result = results.addObject();
        result.put("ruleId", rule.id()).put("ruleIndex", rule.index()).put("level", level);
        message(result, text);
        result.putObject("partialFingerprints")
                .put(
                        FINGERPRINT,
                        Printable.line(outcome.id(), MAX_TEXT) + "/"
                                + (anomaly.isEmpty() ? rule.id() : Printable.line(anomaly, MAX_TEXT)));
        return result;
    }

    private static void location(ArrayNode locations, TestedHistory history, long index, TestOutcome outcome) {
        history.file().ifPresent(file -> {
            ObjectNode location = locations.addObject();
            physical(location, file, history, index);
            location.putArray("logicalLocations")
                    .addObject()
                    .put("fullyQualifiedName", Printable.line(outcome.name(), MAX_TEXT))
                    .put("kind", "test");
        });
    }

    private static void physical(ObjectNode location, String file, TestedHistory history, long index) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", UriReference.of(file));
        history.line(index).ifPresent(line -> physical.putObject("region").put("startLine", line));
    }

    private static void flow(ObjectNode result, Example story, TestedHistory history, StoryLayout.Clock clock) {
        List<StoryLayout.Row> rows = StoryLayout.rows(story, clock);
        if (rows.isEmpty()) {
            return;
        }
        ObjectNode flow = result.putArray("codeFlows").addObject();
        message(flow, story.title() + "\n" + story.contradiction());
        ArrayNode locations = flow.putArray("threadFlows").addObject().putArray("locations");
        for (int i = 0; i < rows.size(); i++) {
            StoryLayout.Row row = rows.get(i);
            ObjectNode place = locations.addObject();
            place.put("executionOrder", i + 1);
            ObjectNode location = place.putObject("location");
            long index = story.steps().get(i).index();
            history.file().ifPresent(file -> physical(location, file, history, index));
            message(
                    location,
                    row.op() + " " + row.process() + ", " + row.called() + " … " + row.returned() + ": "
                            + row.description());
        }
    }

    private static void message(ObjectNode of, String text) {
        of.putObject("message").put("text", text(text));
    }

    /**
     * Text as a message has it: each line fit to be printed, braces doubled, as single ones are placeholders (section 3.11.5), and nothing that could
     * be a link (section 3.11.6).
     */
    static String text(String text) {
        return text.lines()
                .map(line -> Printable.line(line, MAX_TEXT))
                .reduce((one, other) -> one + "\n" + other)
                .orElse("")
                .replace("{", "{{")
                .replace("}", "}}")
                .replace("](", "] (");
    }
}
