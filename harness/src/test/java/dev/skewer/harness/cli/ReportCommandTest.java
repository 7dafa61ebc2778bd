package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code skewer report}: whatever was stored once can be reported, and judged, again. */
class ReportCommandTest {
    private static final String RUN = "results/runs/latest";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Shell shell;

    @BeforeEach
    void begin() {
        shell = new Shell(directory);
    }

    private void skewedRun() {
        Shell.Done done = shell.run(
                "test",
                "--isolation",
                "committed",
                "--fault",
                "slow-reader",
                "--time-limit",
                "8s",
                "--fail-fast",
                "--seed",
                "5");
        assertThat(done.code()).as(done.out()).isEqualTo(1);
    }

    private Path run() throws IOException {
        return directory.resolve(RUN).toRealPath();
    }

    private JsonNode verdict() throws IOException {
        return new JsonMapper().readTree(Files.readString(run().resolve("verdict.json")));
    }

    /** What a checker of this version cannot have said. */
    private void falsify() throws IOException {
        var json = (ObjectNode) verdict();
        json.put("valid", true).put("producer", "skewer 0.0.1").putObject("anomalies");
        Files.writeString(run().resolve("verdict.json"), json.toString());
    }

    @Test
    void aRunIsRenderedAgainFromWhatItStored() throws IOException {
        skewedRun();
        String page = Files.readString(run().resolve("report.html"));
        String stored = Files.readString(run().resolve("verdict.json"));
        Files.delete(run().resolve("report.html"));
        Shell.Done done = shell.run("report", RUN);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("verdict   false", "report    results/runs/latest/report.html");
        // Whichever the run ended at, it is told as it was stored.
        assertThat(verdict().get("anomalies").propertyNames())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(done.out()).contains(name));
        assertThat(Files.readString(run().resolve("report.html"))).isEqualTo(page);
        assertThat(Files.readString(run().resolve("verdict.json"))).isEqualTo(stored);
        assertThat(shell.run("report", RUN, "--output", "elsewhere.html").code())
                .isZero();
        assertThat(Files.readString(directory.resolve("elsewhere.html"))).isEqualTo(page);
    }

    @Test
    void aRunIsCheckedAgainByThisVersion() throws IOException {
        skewedRun();
        JsonNode before = verdict();
        falsify();
        assertThat(shell.run("report", RUN).out()).contains("verdict   true");
        Shell.Done done = shell.run("report", "--recheck", RUN);
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(done.out()).contains("verdict   false");
        JsonNode after = verdict();
        for (String field : List.of("valid", "anomalies", "opportunities", "functions", "throughput", "seed")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
        for (String field : List.of("latencies", "activity", "excerpts", "log", "environment")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field)).isNotEmpty();
        }
        assertThat(after.get("producer").asString()).startsWith("skewer 0.0.1, checked again by skewer ");
    }

    /** Each operation of a story is in its excerpt, and as the story has it. */
    @Test
    void aRunKeepsWhatAllClientsDidAroundEachExample() throws IOException {
        skewedRun();
        JsonNode verdict = verdict();
        int examples = 0;
        for (JsonNode anomaly : verdict.get("anomalies")) {
            examples += anomaly.get("examples").size();
        }
        assertThat(verdict.get("excerpts").size()).isEqualTo(examples).isPositive();
        for (JsonNode excerpt : verdict.get("excerpts")) {
            JsonNode example = verdict.get("anomalies")
                    .get(excerpt.get("anomaly").asString())
                    .get("examples")
                    .get(excerpt.get("example").asInt());
            for (JsonNode step : example.get("steps")) {
                assertThat(excerpt.get("operations").valueStream())
                        .as(step + "")
                        .anySatisfy(operation -> {
                            for (String field : List.of("index", "process", "invoked", "completed", "function")) {
                                assertThat(operation.get(field)).isEqualTo(step.get(field));
                            }
                        });
            }
            assertThat(excerpt.get("operations").size()).isGreaterThan(40);
        }
        assertThat(verdict.at("/environment/target").asString()).startsWith("RocksDB ");
        assertThat(verdict.at("/log/lines").toString()).contains("run.log");
    }

    @Test
    void aRunOfAnEarlierVersionIsReportedAndWhatItsHistoryKnowsIsAdded() throws IOException {
        skewedRun();
        JsonNode before = verdict();
        var json = (ObjectNode) verdict();
        json.remove(List.of("latencies", "activity", "excerpts", "log", "environment"));
        Files.writeString(run().resolve("verdict.json"), json.toString());
        assertThat(shell.run("report", RUN).code()).isZero();
        assertThat(shell.run("report", "--recheck", RUN).code()).isEqualTo(1);
        JsonNode after = verdict();
        for (String field : List.of("excerpts", "latencies", "activity", "functions")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field)).isNotEmpty();
        }
        assertThat(after.get("environment")).isEmpty();
    }

    @Test
    void aRunThatWasKilledHasNoVerdictUntilItIsCheckedAgain() throws IOException {
        skewedRun();
        JsonNode before = verdict();
        Files.delete(run().resolve("verdict.json"));
        Files.delete(run().resolve("report.html"));
        Shell.Done refused = shell.run("report", RUN);
        assertThat(refused.code()).isEqualTo(254);
        assertThat(refused.err()).contains("has no verdict.json, as the run was killed; --recheck checks its history");
        Shell.Done done = shell.run("report", RUN, "--recheck");
        assertThat(done.code()).as(done.err()).isEqualTo(1);
        JsonNode after = verdict();
        for (String field : new String[] {"anomalies", "opportunities", "seed", "title", "again", "check"}) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(after.get("ending").asString()).isEqualTo("interrupted");
        assertThat(after.at("/functions/read/ok").asLong()).isPositive();
        assertThat(Files.readString(run().resolve("report.html"))).contains("the run was killed before its end");
    }

    @Test
    void aRunThatWasKilledTooEarlyIsNamedForWhatItIs() throws IOException {
        assertThat(shell.run("test", "--ops", "3000", "--seed", "7", "--no-compress")
                        .code())
                .isZero();
        Path run = run();
        String again = verdict().get("again").asString();
        Files.delete(run.resolve("verdict.json"));
        Files.delete(run.resolve("report.html"));
        Path spec = run.resolve("spec.json");
        Path history = run.resolve("history.edn");
        Files.move(spec, directory.resolve("spec"));
        assertOneLine(
                shell.run("report", RUN),
                RUN + ": has a history and no spec.json, which says what was run; " + "./skewer check --model NAME "
                        + RUN + "/history.edn checks it");
        Files.delete(history);
        assertOneLine(shell.run("report", RUN, "--recheck"), RUN + ": its run was killed as it began");
        Files.move(directory.resolve("spec"), spec);
        assertOneLine(
                shell.run("report", RUN, "--recheck"),
                RUN + ": its run was killed before its first operation, so there is nothing to judge; run it again: "
                        + again.replace(" --no-compress", ""));
        Files.createDirectories(directory.resolve("results/runs/nightly/20261123T100000Z-2"));
        assertOneLine(shell.run("report", "results/runs/nightly/20261123T100000Z-2"), "killed as it began");
    }

    @Test
    void aCampaignThatWasKilledSaysHowItsRunsAreReported() throws IOException {
        Files.writeString(directory.resolve("c.yaml"), "name: a b\ntests: [{ops: 3000, seeds: [7], expect: valid}]");
        assertThat(shell.run("campaign", "c.yaml").code()).isZero();
        Path campaign = run();
        String again = new JsonMapper()
                .readTree(Files.readString(campaign.resolve("001-journal-snapshot/verdict.json")))
                .get("again")
                .asString();
        Files.delete(campaign.resolve("campaign.json"));
        // As earlier versions left it.
        Files.delete(campaign.resolve("plan.json"));
        Files.delete(campaign.resolve("001-journal-snapshot/verdict.json"));
        String first = shell.directory().relativize(campaign) + "/001-journal-snapshot";
        assertOneLine(
                shell.run("report", RUN),
                RUN + ": has no campaign.json, as the campaign was killed; its runs can be reported one by one: "
                        + "./skewer report --recheck " + RUN + "/001-journal-snapshot");
        assertThat(shell.run("report", "--recheck", first).code()).isEqualTo(2);
        assertThat(new JsonMapper()
                        .readTree(Files.readString(campaign.resolve("001-journal-snapshot/verdict.json")))
                        .get("again")
                        .asString())
                .as("results go where they went, beside the campaign")
                .isEqualTo(again);
    }

    @Test
    void aCampaignThatWasKilledIsReportedAsFarAsItCame() throws IOException {
        Files.writeString(
                directory.resolve("c.yaml"), "tests: [{ops: 3000, expect: valid}, {ops: 3000, isolation: locked}]");
        assertThat(shell.run("campaign", "c.yaml").code()).isZero();
        Path campaign = run();
        String key = new JsonMapper()
                .readTree(Files.readString(campaign.resolve("plan.json")))
                .at("/tests/1/key")
                .asString();
        Files.delete(campaign.resolve("cells").resolve(key + ".json"));
        Files.delete(campaign.resolve("campaign.json"));
        Files.delete(campaign.resolve("report.html"));
        Shell.Done done = shell.run("report", RUN);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("campaign  unknown");
        assertThat(campaign.resolve("report.html"))
                .content()
                .contains(
                        "1 of 2 cells as expected, and not all were run to the end",
                        "journal locked</td><td class=\"key\">missing</td><td>the campaign had not come so far</td>",
                        "href=\"001-journal-snapshot/report.html\"");
        assertThat(campaign.resolve("campaign.json")).doesNotExist();
        assertOneLine(shell.run("report", RUN, "--recheck"), "has not come to its end");
        assertThat(shell.run("campaign", "c.yaml", "--resume").out()).contains("2 of 2 as expected");
    }

    @Test
    void theCommandsOfAKilledRunNameThePluginsThatItHad() throws IOException {
        assertThat(shell.run("test", "--ops", "3000", "--seed", "7").code()).isZero();
        String spec = Files.readString(run().resolve("spec.json"));
        assertThat(spec).doesNotContain("plugin");
        String jar = directory.resolve("my jars/it's.jar").toString();
        Files.writeString(run().resolve("spec.json"), spec.replaceFirst("[{]", "{\"plugin\": [\"" + jar + "\"], "));
        Files.delete(run().resolve("verdict.json"));
        assertThat(shell.run("report", RUN, "--recheck").code()).isEqualTo(2);
        String quoted = " --plugin " + ShellWords.quote("my jars/it's.jar") + " ";
        assertThat(verdict().get("again").asString()).startsWith("./skewer test" + quoted + "--workload journal");
        assertThat(verdict().get("check").asString()).startsWith("./skewer check --model journal" + quoted);
        assertThat(verdict().get("spec").has("plugin")).isFalse();
    }

    @Test
    void aKilledRunThatKeptItsPromiseIsUnknown() throws IOException {
        assertThat(shell.run("test", "--ops", "3000", "--seed", "7").code()).isZero();
        Files.delete(run().resolve("verdict.json"));
        assertThat(shell.run("report", RUN, "--recheck").code()).isEqualTo(2);
        assertThat(verdict().get("valid").asString()).isEqualTo("unknown");
    }

    @Test
    void aCampaignIsRenderedAndCheckedAgain() throws IOException {
        Files.writeString(directory.resolve("c.yaml"), "tests: [{ops: 3000, seeds: [7, 8], expect: valid}]");
        assertThat(shell.run("campaign", "--no-compress", "c.yaml").code()).isZero();
        String page = Files.readString(run().resolve("report.html"));
        String stored = Files.readString(run().resolve("campaign.json"));
        assertThat(page).contains("1 of 1 cells as expected", "href=\"001-journal-snapshot/report.html\"");
        Files.delete(run().resolve("report.html"));
        Shell.Done done = shell.run("report", RUN);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("campaign  pass");
        assertThat(Files.readString(run().resolve("report.html"))).isEqualTo(page);
        assertThat(Files.readString(run().resolve("campaign.json"))).isEqualTo(stored);
        assertThat(shell.run("report", RUN, "--recheck").code()).isZero();
        Path history = run().resolve("002-journal-snapshot/history.edn");
        Files.writeString(history, Files.readString(history).replaceFirst("(?s):entry [0-9]+", ":entry 99999999"));
        Shell.Done damaged = shell.run("report", RUN, "--recheck");
        assertThat(damaged.code()).as(damaged.out() + damaged.err()).isNotZero();
        try (Stream<Path> files = Files.walk(run())) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void theHistoryOfARunKnowsItsModel() throws IOException {
        assertThat(shell.run("test", "--ops", "3000", "--seed", "7").code()).isZero();
        String history = RUN + "/history.edn.zst";
        assertThat(shell.run("check", history).out()).isEqualTo(history + "\ttrue\n");
        Files.delete(run().resolve("verdict.json"));
        assertThat(shell.run("check", history).code()).isZero();
        assertThat(shell.run("check", "--report", "page.html", history).code()).isZero();
        assertThat(Files.readString(directory.resolve("page.html"))).contains("check --model journal " + history);
        Files.delete(run().resolve("spec.json"));
        assertOneLine(shell.run("check", history), "check: --model is missing; there is journal");
    }

    @Test
    void anyCheckedHistoryHasThePageThatARunHas() throws IOException {
        Files.writeString(directory.resolve("h.edn"), """
                {:process 0 :type :invoke :f :write :value 1}
                {:process 0 :type :ok :f :write :value 1}
                {:process 1 :type :invoke :f :read :value nil}
                {:process 1 :type :ok :f :read :value 2}
                """);
        Shell.Done done =
                shell.run("check", "--model", "register", "--initial", "0", "--report", "page.html", "--json", "h.edn");
        assertThat(done.code()).isEqualTo(1);
        String page = Files.readString(directory.resolve("page.html"));
        assertThat(page)
                .contains("h.edn", "The history is none of register", "nonlinearizable", "event 2")
                .contains("./skewer check --model register --initial 0 h.edn")
                .doesNotContain("p99", "Throughput", " ns<");
        Files.writeString(directory.resolve("check.json"), done.out());
        JsonNode check = new JsonMapper().readTree(done.out());
        assertThat(check.at("/excerpts/0/operations").valueStream())
                .extracting(operation -> operation.get("function").asString()
                        + operation.get("argument").asString() + ">"
                        + operation.get("result").asString() + operation.get("invoked"))
                .containsExactly("write1>0", "read>22");
        assertThat(check.get("latencies")).isEmpty();
        assertThat(check.at("/activity/lanes")).isEmpty();
        assertThat(shell.run("report", "check.json", "--output", "again.html").code())
                .isZero();
        assertThat(Files.readString(directory.resolve("again.html"))).isEqualTo(page);
        assertThat(shell.run("report", "check.json").err()).contains("--output PAGE is missing");
    }

    @Test
    void whatIsNoRunGetsOneLine() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Files.writeString(directory.resolve("no.json"), "{\"schema\": \"run/7\"}");
        assertOneLine(shell.run("report", "nowhere"), "nowhere: no such file or folder");
        assertOneLine(shell.run("report", "empty/"), "empty: is no run or campaign");
        assertOneLine(shell.run("report", "no.json"), "no.json: written by a later version of Skewer (run/7)");
        skewedRun();
        Files.writeString(run().resolve("verdict.json"), "{\"schema\": \"run/1\", \"valid\"");
        assertOneLine(shell.run("report", RUN), "verdict.json:1:28: the file ends in the middle");
        Files.writeString(run().resolve("verdict.json"), "{\"schema\" \"run/1\"}");
        assertOneLine(shell.run("report", RUN), "verdict.json:1:11: no JSON: Unexpected character");
    }

    @Test
    void aVerdictThatWasCutAnywhereGetsOneLine() throws IOException {
        skewedRun();
        String whole = Files.readString(run().resolve("verdict.json")).strip();
        Path file = directory.resolve("cut.json");
        for (int length = 0; length < whole.length(); length += 1 + length / 12) {
            Files.writeString(file, whole.substring(0, length));
            Shell.Done done = shell.run("report", "cut.json", "--output", "page.html");
            // What is cut within a word such as false is no JSON at that word.
            boolean isInWord = done.err().contains("no JSON: Unrecognized token");
            assertOneLine(
                    done,
                    length == 0 ? "cut.json: is empty" : isInWord ? "cut.json:" : "ends in the middle of its JSON");
            assertThat(done.err()).as("%d characters", length).doesNotContain("REDACTED", "UNKNOWN");
        }
        assertThat(directory.resolve("page.html")).doesNotExist();
    }

    @Test
    void aReportNeverTakesThePlaceOfWhatItIsMadeOf() throws IOException {
        skewedRun();
        for (String file : new String[] {"verdict.json", "spec.json", "history.edn.zst", "run.log"}) {
            byte[] before = Files.readAllBytes(run().resolve(file));
            assertOneLine(
                    shell.run("report", "--recheck", RUN, "--output", RUN + "/" + file),
                    "--output " + RUN + "/" + file + ": is what the page is made of");
            assertThat(run().resolve(file)).hasBinaryContent(before);
        }
        assertOneLine(shell.run("report", RUN, "--output", "no/page.html"), "--output no/page.html: there is no such");
        assertOneLine(shell.run("report", RUN, "--output", "results"), "--output results: is a directory");
        assertThat(shell.run("report", RUN, "--output", RUN + "/report.html").code())
                .isZero();
    }

    @Test
    void withoutItsHistoryARunIsNotCheckedAgain() throws IOException {
        skewedRun();
        Files.delete(run().resolve("history.edn.zst"));
        assertOneLine(
                shell.run("report", "--recheck", RUN),
                RUN + "/history.edn.zst: no such file; without its history a run cannot be checked again");
    }

    private static void assertOneLine(Shell.Done done, String text) {
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err().lines()).singleElement().asString().contains(text);
    }
}
