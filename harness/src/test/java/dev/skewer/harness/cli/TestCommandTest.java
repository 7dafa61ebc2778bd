package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.harness.run.CheckLimits;
import dev.skewer.harness.run.HistoryCheck;
import dev.skewer.history.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code skewer test} from end to end, on the real store. */
class TestCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Path onlyRun() throws IOException {
        return directory.resolve("results/runs/latest").toRealPath();
    }

    @Test
    void aStoreThatKeepsItsPromiseIsValid() throws Exception {
        Shell.Done done = new Shell(directory).run("test", "--ops", "6000", "--seed", "7");
        assertThat(done.code()).as(done.out()).isZero();
        List<String> lines = done.out().lines().toList();
        assertThat(lines.subList(lines.size() - 5, lines.size()))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("verdict   true"),
                        line -> assertThat(line).isEqualTo("anomalies none"),
                        line -> assertThat(line).matches("report    results/runs/journal/\\d{8}T\\d{6}Z/report\\.html"),
                        line -> assertThat(line)
                                .matches("check     \\./skewer check --model journal"
                                        + " results/runs/journal/\\d{8}T\\d{6}Z/history\\.edn\\.zst"),
                        line -> assertThat(line)
                                .startsWith("again     ./skewer test --workload journal")
                                .endsWith("--ops 6000 --seed 7"));
        assertThat(onlyRun())
                .isDirectoryContaining("glob:**/spec.json")
                .isDirectoryContaining("glob:**/history.edn.zst")
                .isDirectoryContaining("glob:**/verdict.json")
                .isDirectoryContaining("glob:**/run.log")
                .isDirectoryContaining("glob:**/report.html");
        assertThat(Files.readString(onlyRun().resolve("run.log"))).contains("--seed 7", "verdict true");
    }

    @Test
    void aStoreThatLosesItIsNotAndTheHistorySaysSoToo() throws Exception {
        Shell.Done done = new Shell(directory)
                .run("test", "--isolation", "committed", "--fault", "slow-reader", "--time-limit", "8s", "--fail-fast");
        assertThat(done.code()).as(done.out()).isEqualTo(1);
        assertThat(done.out()).contains("read-skew", "T1", "verdict   false");
        JsonNode verdict = new JsonMapper().readTree(Files.readString(onlyRun().resolve("verdict.json")));
        assertThat(verdict.get("valid").asBoolean()).isFalse();
        assertThat(verdict.at("/anomalies/read-skew/count").asLong()).isPositive();
        Shell.Done checked = new Shell(directory)
                .run("check", "--model", "journal", "--json", "results/runs/latest/history.edn.zst");
        assertThat(checked.code()).isEqualTo(1);
        JsonNode again = new JsonMapper().readTree(checked.out());
        assertThat(again.get("anomalies")).isEqualTo(verdict.get("anomalies"));
        assertThat(again.get("opportunities")).isEqualTo(verdict.get("opportunities"));
    }

    /** The run keeps the faults, not the package, so that the same ones are on when it is run again elsewhere. */
    @Test
    void aPackageIsItsFaultsThatWorkHere() throws Exception {
        Shell.Done done = new Shell(directory)
                .run("test", "--ops", "6000", "--fault-package", "resources", "--fault", "gc(every=200ms)");
        assertThat(done.code()).as(done.out()).isZero();
        assertThat(line(done.out(), "again     "))
                .contains("--fault 'gc(every=200ms)")
                .doesNotContain("--fault-package");
        JsonNode spec = new JsonMapper().readTree(Files.readString(onlyRun().resolve("spec.json")));
        assertThat(spec.get("fault").get(0).asString()).isEqualTo("gc(every=200ms)");
    }

    /** Whatever the results folder is called, a shell takes the lines for what they say. */
    @Test
    void bothCommandsCanBePasted() throws Exception {
        Shell shell = new Shell(directory);
        Shell.Done done = shell.run(
                "test",
                "--ops",
                "5000",
                "--seed",
                "11",
                "--results",
                "-my $RESULTS it's \"ours\"",
                "--check-time-limit",
                "30s",
                "--check-memory-limit",
                "900m");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        List<String> check = words(line(done.out(), "check     "));
        assertThat(check).startsWith("./skewer", "check", "--model", "journal", "--time-limit", "30s");
        assertThat(shell.run(arguments(check)).out()).endsWith("/history.edn.zst\ttrue\n");
        List<String> again = words(line(done.out(), "again     "));
        assertThat(again)
                .containsSequence("--check-time-limit", "30s", "--check-memory-limit")
                .endsWith("--results", "./-my $RESULTS it's \"ours\"");
        Shell.Done repeated = shell.run(arguments(again));
        assertThat(repeated.code()).isZero();
        assertThat(line(repeated.out(), "again     ")).isEqualTo(line(done.out(), "again     "));
    }

    private static String line(String out, String head) {
        return out.lines()
                .filter(line -> line.startsWith(head))
                .findFirst()
                .orElseThrow()
                .substring(head.length());
    }

    /** How a shell splits a command. */
    private static List<String> words(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "set -- " + command + "; printf '%s\\n' \"$@\"").start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return words.lines().toList();
    }

    private static String[] arguments(List<String> command) {
        return command.subList(1, command.size()).toArray(new String[0]);
    }

    @Test
    void aHistoryBeyondTheMemoryLimitIsUnknownAndInItsFile() throws Exception {
        Shell.Done done =
                new Shell(directory).run("test", "--ops", "20000", "--seed", "7", "--check-memory-limit", "100k");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.out()).contains("too large for the memory limit of 100k", "verdict   unknown");
        assertThat(new Shell(directory)
                        .run("check", "--model", "journal", "results/runs/latest/history.edn.zst")
                        .code())
                .isZero();
    }

    @Test
    void noPartOfACompressedHistoryIsTrueUnlessItIsTakenForTheWhole() throws Exception {
        Shell shell = new Shell(directory);
        Shell.Done done = shell.run("test", "--ops", "1000", "--keys", "3", "--seed", "7");
        assertThat(done.code()).isZero();
        assertThat(line(done.out(), "again     ")).doesNotContain("compress");
        Path file = onlyRun().resolve("history.edn.zst");
        byte[] whole = Files.readAllBytes(file);
        Path part = directory.resolve("part");
        for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
            Files.write(part, Arrays.copyOf(whole, length));
            // The first bytes may be too few to say what the file is.
            assertThat(shell.run("check", "--model", "journal", "part").code())
                    .as("%d of %d bytes", length, whole.length)
                    .isIn(2, length < 5 ? 254 : 2);
        }
        Files.write(part, Arrays.copyOf(whole, whole.length - 1));
        Shell.Done accepted = shell.run("check", "--model", "journal", "--accept-truncated", "part");
        assertThat(accepted.code()).as(accepted.out()).isZero();
        assertThat(accepted.err()).contains("the zstd stream ends too early");
    }

    @Test
    void aHistoryIsPlainOnRequestAndItsCommandsSaySo() throws Exception {
        Shell.Done done = new Shell(directory).run("test", "--ops", "1000", "--seed", "7", "--no-compress");
        assertThat(line(done.out(), "check     ")).endsWith("/history.edn");
        assertThat(line(done.out(), "again     ")).endsWith(" --no-compress");
        assertThat(onlyRun().resolve("history.edn")).isNotEmptyFile();
        assertThat(onlyRun().resolve("history.edn.zst")).doesNotExist();
        assertThat(Files.readString(onlyRun().resolve("report.html"))).contains("href=\"history.edn\"");
    }

    /** As after kill -9: the file ends wherever the last write to it ended. */
    @Test
    void theHistoryOfATestThatWasKilledIsCheckedUpToItsLastWholeEvent() throws Exception {
        assertThat(new Shell(directory)
                        .run("test", "--ops", "1000", "--keys", "3", "--seed", "7", "--no-compress")
                        .code())
                .isZero();
        byte[] whole = Files.readAllBytes(onlyRun().resolve("history.edn"));
        int lastTwoLines = whole.length - 1;
        for (int lines = 0; lines < 2; lastTwoLines--) {
            lines += whole[lastTwoLines - 1] == '\n' ? 1 : 0;
        }
        var check = new HistoryCheck(new CheckLimits(Duration.ofMinutes(1), 256L << 20));
        for (int length = lastTwoLines; length <= whole.length; length++) {
            boolean endsWithAnEvent = whole[length - 1] == '\n' || whole[length] == '\n';
            for (boolean isAccepted : new boolean[] {false, true}) {
                HistoryCheck.Result result = (isAccepted ? check.acceptingTruncated() : check)
                        .check(
                                new ByteArrayInputStream(whole, 0, length),
                                "history.edn",
                                Format.AUTO,
                                JournalChecker.NAME,
                                (source, format) -> new JournalChecker().open(CheckOptions.none()));
                assertThat(result.verdict().valid())
                        .as("%d bytes", length)
                        .isEqualTo(endsWithAnEvent || isAccepted ? Validity.TRUE : Validity.UNKNOWN);
                assertThat(result.verdict().notes()).as("%d bytes", length).hasSize(endsWithAnEvent ? 0 : 1);
            }
        }
    }

    @Test
    void jsonIsOneDocumentWithTheStableFields() {
        Shell.Done done = new Shell(directory).run("test", "--ops", "3000", "--json", "--seed", "9");
        assertThat(done.out().lines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(done.out());
        assertThat(json.propertyNames())
                .contains("valid", "model", "anomalies", "not", "also-not", "opportunities", "ops", "parse_ms")
                .contains("check_ms", "peak_heap_mb", "run", "seed", "check", "again", "stalls");
        assertThat(json.get("seed").asLong()).isEqualTo(9);
        assertThat(json.get("run").asString()).startsWith("results/runs/journal/");
    }

    @Test
    void aTestThatCouldNotFailIsUnknown() {
        Shell.Done done = new Shell(directory).run("test", "--ops", "1", "--seed", "1");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.out()).contains("vacuous", "verdict   unknown");
    }

    @Test
    void progressOnATerminalIsALineThatGoesAway() {
        Shell.Done done = new Shell(directory)
                .terminal()
                .environment(Map.of("NO_COLOR", "1"))
                .run("test", "--time-limit", "1s", "--seed", "3");
        assertThat(done.err()).contains("journal [", " ops, ", "left").doesNotContain("\n");
        assertThat(done.out()).doesNotContain("\u001b");
    }

    @Test
    void anInterruptedTestIsJudgedByWhatItHas() throws Exception {
        Shell shell = new Shell(directory);
        Thread impatient = new Thread(() -> {
            try {
                Thread.sleep(1_500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            shell.interruption().wish();
        });
        impatient.start();
        long start = System.nanoTime();
        Shell.Done done = shell.run("test", "--time-limit", "10m", "--seed", "5");
        impatient.join();
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(60);
        assertThat(done.code()).as(done.out()).isEqualTo(2);
        assertThat(done.out())
                .contains("; interrupted", "note      the run was interrupted before its end", "verdict   unknown");
        assertThat(onlyRun()).isDirectoryContaining("glob:**/verdict.json");
    }

    @Test
    void aWorkloadWhoseHistoryCannotTellWhatMayBeLostIsRefusedWhereSomethingMay() {
        Shell shell = new Shell(directory);
        Shell.Done done = shell.run(
                "test", "--workload", "register", "--target", "process", "--durability", "none", "--fault", "kill");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err())
                .isEqualTo(
                        "skewer: test: a history of workload 'register' does not tell what 'kill' may lose at durability"
                                + " 'none' from what it must not; choose --durability async or sync or replayed, or --workload"
                                + " journal\n");
    }

    @Test
    void nodesAreAnOptionOfTheTargetThatHasSeveral() {
        Shell.Done done = new Shell(directory).run("test", "--nodes", "2", "--ops", "10");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.err()).contains("target 'embedded' has no option 'nodes'");
        done = new Shell(directory)
                .run("test", "--target", "process", "--nodes", "2", "--target-option", "nodes=3", "--ops", "10");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.err()).contains("the number of nodes is given twice");
        done = new Shell(directory).run("test", "--target", "process", "--nodes", "2", "--ops", "400", "--seed", "1");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out()).contains("nodes=2");
    }
}
