package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.format.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports of all forms, of tests, checks, campaigns and what is stored, and what a step of GitHub Actions is told. */
class ReportFormsTest {
    private static final String RUN = "results/runs/latest";
    private static final String NONLINEARIZABLE = """
            {:process 0 :type :invoke :f :write :value 1}
            {:process 0 :type :ok :f :write :value 1}
            {:process 1 :type :invoke :f :read :value nil}
            {:process 1 :type :ok :f :read :value 2}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Shell shell;

    @BeforeEach
    void begin() throws IOException {
        shell = new Shell(directory);
        Files.writeString(directory.resolve("h.edn"), NONLINEARIZABLE);
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void aCheckIsReportedInAsManyFormsAsAreAskedFor() throws IOException {
        Shell.Done done = shell.run(
                "check",
                "--model",
                "register",
                "--report",
                "page.html",
                "--report",
                "junit=j.xml",
                "--report",
                "sarif=s.sarif",
                "--report",
                "svg:story=story.svg",
                "--report",
                "markdown=c.md",
                "h.edn");
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(done.err()).isEmpty();
        assertThat(text("page.html")).startsWith("<!doctype html>");
        assertThat(text("j.xml")).contains("failures=\"1\"", "type=\"nonlinearizable\"", "check: ./skewer check");
        assertThat(text("s.sarif")).contains("\"ruleId\" : \"nonlinearizable\"", "\"uri\" : \"h.edn\"");
        assertThat(text("story.svg")).startsWith("<?xml");
        assertThat(text("c.md")).startsWith("**false**: h&#46;edn: nonlinearizable 1");
    }

    @Test
    void aRunIsReportedInAllFormsFromWhatItStored() throws IOException {
        Shell.Done run = shell.run(
                "test",
                "--isolation",
                "committed",
                "--fault",
                "slow-reader",
                "--time-limit",
                "8s",
                "--fail-fast",
                "--no-compress",
                "--seed",
                "5",
                "--report",
                "sarif=run.sarif",
                "--report",
                "png:matrix=no.png");
        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "--report no.png: not written: png: this history has no picture 'matrix'; it has story, throughput, latency");
        Files.createDirectories(directory.resolve("out"));
        Shell.Done done = shell.run(
                "report",
                RUN,
                "--format",
                String.join(",", Reports.names()) + ",svg:latency,svg:throughput",
                "--output",
                "out");
        assertThat(done.code()).as(done.err()).isZero();
        Reports.all()
                .forEach(report -> assertThat(directory.resolve("out").resolve(report.fileName()))
                        .isNotEmptyFile());
        assertThat(done.out()).contains("verdict   false", "report    out/junit.xml", "report    out/latency.svg");
        assertThat(text("out/report.sarif")).isEqualTo(text("run.sarif"));
        assertThat(directory.resolve("out/picture.png"))
                .content(StandardCharsets.ISO_8859_1)
                .startsWith("\u0089PNG");
        assertLineOfEachStep(new JsonMapper().readTree(text("out/report.sarif")));
    }

    /** The line that a step has in SARIF is that of its invocation in the history. */
    private void assertLineOfEachStep(JsonNode sarif) throws IOException {
        Path history = directory.resolve(RUN).toRealPath().resolve("history.edn");
        List<String> lines = Files.readAllLines(history);
        JsonNode steps = new JsonMapper()
                .readTree(Files.readString(history.resolveSibling("verdict.json")))
                .at("/anomalies")
                .iterator()
                .next()
                .get("examples");
        JsonNode last = steps.get(steps.size() - 1).get("steps");
        JsonNode flow = sarif.at("/runs/0/results/0/codeFlows/0/threadFlows/0/locations");
        assertThat(flow.size()).isEqualTo(last.size()).isPositive();
        for (int i = 0; i < last.size(); i++) {
            int line = flow.at("/" + i + "/location/physicalLocation/region/startLine")
                    .asInt();
            assertThat(lines.get(line - 1))
                    .contains(
                            ":index " + last.get(i).get("index").asInt() + ",",
                            ":invoke",
                            last.get(i).get("function").asString());
        }
    }

    @Test
    void oneFormMayGoToStandardOutputAlone() {
        assertThat(shell.run("test", "--ops", "3000", "--seed", "7").code()).isZero();
        Shell.Done done = shell.run("report", RUN, "--format", "junit", "--output", "-");
        assertThat(done.code()).isZero();
        assertThat(done.out()).startsWith("<?xml").endsWith("</testsuite>\n").contains("failures=\"0\"");
        assertThat(done.err()).isEmpty();
        assertThat(shell.run("report", RUN, "--format", "github", "--output", "-")
                        .out())
                .isEmpty();
        assertThat(shell.run("report", RUN, "--format", "markdown").out()).contains("report    " + RUN + "/report.md");
    }

    @Test
    void aCampaignIsATestCaseForEachCell() throws IOException {
        Files.writeString(
                directory.resolve("c.yaml"),
                "name: n\ntests: [{ops: 3000, expect: valid}, {ops: 3000, expect: read-skew}]");
        Shell.Done done = shell.run("campaign", "c.yaml", "--report", "junit=j.xml", "--report", "sarif=s.sarif");
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(text("j.xml"))
                .contains("<testsuite name=\"n\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"");
        assertThat(text("s.sarif")).contains("\"ruleId\" : \"not-as-expected\"");
        assertThat(shell.run("report", RUN, "--format", "junit", "--output", "-")
                        .out())
                .isEqualTo(text("j.xml"));
    }

    @Test
    void aStepOfGitHubActionsGetsAnnotationsAndASummary() throws IOException {
        Files.writeString(directory.resolve("c.yaml"), "name: n\ntests: [{ops: 3000, expect: read-skew}]");
        Files.writeString(directory.resolve("summary.md"), "before\n");
        var actions = Map.of(
                "GITHUB_ACTIONS",
                "true",
                "GITHUB_STEP_SUMMARY",
                directory.resolve("summary.md").toString());
        Shell.Done done = shell.environment(actions).run("campaign", "c.yaml");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out()).doesNotContain("::error");
        assertThat(done.err().lines().filter(line -> line.startsWith("::")))
                .singleElement()
                .asString()
                .startsWith(
                        "::error title=journal snapshot::expected read-skew, but read-skew was not found in 1 run%0A");
        assertThat(text("summary.md")).startsWith("before\n\n**fail**: n, 0 of 1 cells as expected");
        Shell.Done off = shell.run("campaign", "--github", "no", "c.yaml");
        assertThat(off.err()).doesNotContain("::");
        assertThat(text("summary.md").split("\\*\\*fail", -1)).hasSize(2);
        assertThat(shell.run("test", "--ops", "3000", "--seed", "7", "--json")
                        .out()
                        .lines())
                .singleElement()
                .asString()
                .startsWith("{");
        assertThat(text("summary.md")).contains("**true**: journal on embedded at snapshot");
    }

    @Test
    void aSummaryThatHasNoRoomIsComplainedOfAndChangesNothing() throws IOException {
        Files.writeString(directory.resolve("summary.md"), "x".repeat((1 << 20) - 100));
        var actions = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", "summary.md");
        Shell.Done done = shell.environment(actions).run("test", "--ops", "3000", "--seed", "7");
        assertThat(done.code()).isZero();
        assertThat(done.err()).contains("GITHUB_STEP_SUMMARY: nothing was added: the summary of this step has no room");
    }

    @Test
    void whereCommandsAreReadAFileCannotGiveOne() throws IOException {
        String name = "::error ##[warning]x.edn";
        Files.writeString(directory.resolve(name), NONLINEARIZABLE);
        String plain = shell.run("check", "--model", "register", name).out();
        assertThat(plain).startsWith(name + "\tfalse\n");
        shell.environment(Map.of("GITHUB_ACTIONS", "true"));
        assertThat(shell.run("check", "--model", "register", name).out())
                .isEqualTo(plain.replace(name + "\t", ":\\u003aerror ##\\u005bwarning]x.edn\t"));
        JsonNode json = new JsonMapper()
                .readTree(shell.run("check", "--model", "register", "--json", name)
                        .out());
        assertThat(json.get("file").asString()).isEqualTo(name);
    }

    @Test
    void whatCannotBeReportedGetsOneLine() {
        assertOneLine("--report: unknown form 'junt'; did you mean 'junit'?", "--report", "junt=x.xml");
        assertOneLine("--report: junit has no pictures to choose from; leave ':x' out", "--report", "junit:x=x.xml");
        assertOneLine(
                "--report: svg has no picture 'latencies'; did you mean 'latency'?", "--report", "svg:latencies=x");
        assertOneLine("--report h.edn: is what the page is made of", "--report", "junit=h.edn");
        assertOneLine("another one goes to the same file", "--report", "x.html", "--report", "junit=x.html");
        assertThat(shell.run("test", "--github", "perhaps").err())
                .isEqualTo("skewer: --github must be auto, yes or no, and is 'perhaps'\n");
        assertThat(directory.resolve("results")).doesNotExist();
    }

    private void assertOneLine(String text, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"check", "--model", "register", "h.edn"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        Shell.Done done = shell.run(arguments);
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err().lines()).singleElement().asString().contains(text);
    }
}
