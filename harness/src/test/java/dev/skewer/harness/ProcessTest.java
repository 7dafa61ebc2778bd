package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: its streams, its limits, and what it leaves. */
@EnabledOnOs(OS.LINUX)
class ProcessTest {
    private static final String HISTORY = """
            {:process 0 :type :invoke :f :append :value {:id 1 :entry 10}}
            {:process 0 :type :ok :f :append :value {:id 1 :entry 10 :epoch 0 :index 0}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private record Done(int code, String out, String err) {}

    /** Starts the command and waits until it has recorded something, however busy the machine is. */
    private static final String WHEN_RECORDING = "\"$@\" & "
            + "while [ -z \"$(find results -name 'history.edn*' -size +64k 2>/dev/null)\" ]; do sleep 0.2; kill -0 $! || break; done; ";

    /** Runs a command in a shell, where {@code "$@"} is skewer. */
    private Done run(String shell, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
        command.addAll(SkewerJvm.command("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"))));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Done(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void resultsThatNobodyCanHaveAreAFailure() throws Exception {
        Files.writeString(folder.resolve("h.edn"), HISTORY);
        Done done = run("\"$@\" > /dev/full", "check", "--model", "journal", "h.edn");
        assertThat(done.code()).isEqualTo(255);
        assertThat(done.err()).isEqualTo("skewer: standard output: No space left on device\n");
        assertThat(run("\"$@\"", "check", "--model", "journal", "h.edn")).isEqualTo(new Done(0, "h.edn\ttrue\n", ""));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
        Done done = run("{ \"$@\"; echo $? >&2; } | true", "list", "anomalies");
        assertThat(done.err()).isEqualTo("0\n");
    }

    /** The limit is that of the shell's blocks: above the native library's size, below that of the history. */
    @Test
    void aDiskThatIsFullEndsATestWithAVerdictAndOneLine() throws Exception {
        Done done =
                run("ulimit -f 40000 && exec \"$@\"", "test", "--no-compress", "--time-limit", "90s", "--seed", "1");
        assertThat(done.code()).as(done.toString()).isEqualTo(255);
        assertThat(done.out()).contains("verdict   unknown");
        List<String> complaints =
                done.err().lines().filter(line -> line.startsWith("skewer: ")).toList();
        assertThat(complaints)
                .singleElement()
                .asString()
                .matches(
                        "skewer: results/runs/journal/.*/history.edn: File too large after [\\d,]+ events, so the run was"
                                + " stopped; what was recorded until then is judged");
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).as("temporary files").isEmpty();
        }
        checkWhatWasRecorded();
    }

    @Test
    @Tag("slow")
    void aDiskThatIsFullEndsACampaignWithWhatItHas() throws Exception {
        Files.writeString(folder.resolve("c.yaml"), """
                tests:
                  - {ops: 2000, expect: valid}
                  - {time-limit: 90s, isolation: locked, expect: valid}
                  - {ops: 2001, durability: none, expect: valid}
                """);
        Done done = run("ulimit -f 40000 && exec \"$@\"", "campaign", "--no-compress", "c.yaml");
        assertThat(done.code()).as(done.toString()).isEqualTo(255);
        assertThat(done.out()).contains("1 of 3 as expected, 2 not run to the end", "campaign  unknown");
        assertThat(done.err()).contains("history.edn: File too large");
        assertThat(folder.resolve("results/runs/latest/campaign.json")).exists();
    }

    @Test
    void aTestThatIsToldToStopJudgesAndKeepsWhatItHas() throws Exception {
        Done stopped = run(WHEN_RECORDING + "kill -TERM $!; wait $!", "test", "--time-limit", "90s", "--seed", "1");
        assertThat(stopped.code()).as(stopped.toString()).isEqualTo(2);
        assertThat(stopped.out()).contains("the run was interrupted before its end", "verdict   unknown");
        assertThat(folder.resolve("results/runs/latest/report.html")).exists();
        assertThat(run("\"$@\"", "check", "--model", "journal", "results/runs/latest/history.edn.zst")
                        .code())
                .isZero();
    }

    /** What was recorded a second before the end can be read, and is not taken for the whole. */
    @Test
    void aTestThatWasKilledLeavesAHistoryThatIsCutOff() throws Exception {
        Done killed = run(WHEN_RECORDING + "kill -9 $!; wait $!", "test", "--time-limit", "90s", "--seed", "1");
        assertThat(killed.code()).as(killed.toString()).isEqualTo(128 + 9);
        Path history;
        try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
            history = files.filter(file -> file.endsWith("history.edn.zst"))
                    .findFirst()
                    .orElseThrow();
        }
        String name = folder.relativize(history).toString();
        Done done = run("\"$@\"", "check", "--model", "journal", "--stats", name);
        assertThat(done.code()).as(done.toString()).isEqualTo(2);
        assertThat(done.out()).contains("\tunknown\n", "the zstd stream ends too early");
        assertThat(run("\"$@\"", "check", "--model", "journal", "--accept-truncated", name)
                        .code())
                .isZero();
    }

    /** HSQLDB prints a line for most transactions in this mode. */
    @Test
    void whatADriverPrintsIsInTheLogAndNotInTheResults() throws Exception {
        Done done = run(
                "\"$@\"",
                "test",
                "--json",
                "--workload",
                "bank",
                "--target",
                "hsqldb",
                "--target-option",
                "mode=mvlocks",
                "--time-limit",
                "1s");
        // What this mode keeps is not what is looked at: it has been seen to lose a transfer, and to stop.
        assertThat(done.code()).as(done.toString()).isBetween(0, 2);
        assertThat(done.out()).startsWith("{").endsWith("}\n").hasLineCount(1);
        assertThat(done.err()).doesNotContain("latch");
        assertThat(folder.resolve("results/runs/latest/run.log")).content().contains("standard-output: latch count");
    }

    private void checkWhatWasRecorded() throws Exception {
        // The last event may have been cut off.
        Done checked =
                run("\"$@\"", "check", "--model", "journal", "--accept-truncated", "results/runs/latest/history.edn");
        assertThat(checked.out()).startsWith("results/runs/latest/history.edn\ttrue\n");
        assertThat(checked.code()).isZero();
    }
}
