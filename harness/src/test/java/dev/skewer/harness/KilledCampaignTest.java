package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A campaign whose process is killed: nothing is left running, what was recorded can be checked, and another process goes on. */
@EnabledOnOs(OS.LINUX)
class KilledCampaignTest {
    /**
     * Ends by operations where it is to be valid: on a busy machine a run of a second may see nothing.
     *
     * @param ops of a run that shares the JVM with the store
     */
    private static String file(int ops) {
        return """
            name: c
            tests:
              - {isolation: [snapshot, locked], ops: %d, expect: valid}
              - {target: process, target-option: {nodes: 2}, durability: [async, sync], ops: 1000, expect: valid}
              - {isolation: committed, fault: slow-reader, time-limit: 20s, expect: read-skew}
              - {defect: lagging-reader, time-limit: 20s, expect: detected}
            """.formatted(ops);
    }

    private static final int FEW = 5_000;
    /** Enough that a run is under way for as long as it takes to find its process. */
    private static final int MANY = 20_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private void campaign(int ops) throws IOException {
        Files.writeString(folder.resolve("c.yaml"), file(ops));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = SkewerJvm.command("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** Ends it as kill -9 does. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Processes that belong to this test, by their command lines. */
    private List<String> running() {
        var running = new ArrayList<String>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                String name = process.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit)
                        && Long.parseLong(name) != ProcessHandle.current().pid()) {
                    commandOf(process)
                            .filter(command -> command.contains(folder.toString()))
                            .ifPresent(running::add);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return running;
    }

    private static java.util.Optional<String> commandOf(Path process) {
        try {
            return java.util.Optional.of(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' '));
        } catch (IOException e) {
            // It has ended meanwhile.
            return java.util.Optional.empty();
        }
    }

    private void nothingRunsWithin(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!running().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(running()).as("processes that are left").isEmpty();
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .filter(file -> !file.toString().contains("/latest/"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * What was recorded until then is a history: its check ends, and finds nothing that is not the store's. That of a run that was killed
     * when it was over, and not judged yet, is whole; any other is not, and so not true.
     */
    private void eachPartialHistoryCanBeChecked() throws Exception {
        for (Path spec : files("spec.json")) {
            Path history = spec.resolveSibling("history.edn.zst");
            boolean isPartial = !Files.exists(spec.resolveSibling("verdict.json"));
            // One that was killed before its first block was written has nothing to check.
            if (isPartial && Files.exists(history) && Files.size(history) > 0) {
                boolean mayBeFalse = spec.toString().matches(".*(committed|lagging).*");
                int code = run(
                        "check",
                        "--model",
                        "journal",
                        folder.relativize(history).toString());
                assertThat(code).as(history + ": " + out()).isIn(mayBeFalse ? 1 : 0, 2);
            }
        }
    }

    private JsonNode summary() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(
                        folder.resolve("results/runs/latest").toRealPath().resolve("campaign.json")));
    }

    /** What is the same however often a campaign was interrupted. */
    private static List<JsonNode> result(JsonNode campaign) {
        var result = new ArrayList<JsonNode>();
        for (String field : List.of("name", "plan", "pass", "verdict", "complete", "planned", "skipped", "omitted")) {
            result.add(campaign.get(field));
        }
        for (JsonNode test : campaign.get("tests")) {
            for (String field : List.of("id", "test", "spec", "verdict", "pass", "outcome", "complete")) {
                result.add(test.get(field));
            }
        }
        return result;
    }

    private void killAndResume(int times, long seed, String... more) throws Exception {
        campaign(FEW);
        String[] campaign =
                Stream.concat(Stream.of("campaign", "c.yaml"), Stream.of(more)).toArray(String[]::new);
        long begin = System.nanoTime();
        assertThat(run(campaign)).as(out()).isZero();
        long whole = System.nanoTime() - begin;
        List<JsonNode> uninterrupted = result(summary());
        String[] resume =
                Stream.concat(Stream.of(campaign), Stream.of("--resume")).toArray(String[]::new);
        var random = new Random(seed);
        int killed = 0;
        while (killed < times) {
            Process process = start(resume);
            // Anything from its first steps to its end.
            if (process.waitFor((long) (whole * random.nextDouble(0.05, 0.9)), TimeUnit.NANOSECONDS)) {
                assertThat(process.exitValue())
                        .as("seed " + seed + ": " + out())
                        .isZero();
                assertThat(result(summary())).as("seed " + seed).isEqualTo(uninterrupted);
                continue;
            }
            kill(process);
            killed++;
            nothingRunsWithin(Duration.ofSeconds(30));
            eachPartialHistoryCanBeChecked();
        }
        assertThat(run(resume)).as("seed " + seed + ": " + out()).isZero();
        assertThat(result(summary())).as("seed " + seed).isEqualTo(uninterrupted);
        nothingRunsWithin(Duration.ofSeconds(30));
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("skewer-")))
                    .as("what a killed run left")
                    .isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void isResumedAndEndsAsIfItHadNotBeen() throws Exception {
        killAndResume(2, System.nanoTime());
    }

    @Test
    @Tag("slow")
    void isResumedAfterEachOfTenKills() throws Exception {
        killAndResume(10, System.nanoTime());
    }

    @Test
    @Tag("slow")
    void isResumedWithItsJobsAfterEachOfFiveKills() throws Exception {
        killAndResume(5, System.nanoTime(), "--jobs", "2");
    }

    /** A process that runs cells dies: its cell is not as expected, and the others are run. */
    @Test
    @Tag("thorough")
    void aJobThatDiesTakesOneCellWithIt() throws Exception {
        campaign(MANY);
        Process campaign = start("campaign", "c.yaml", "--jobs", "2", "--only", "target=embedded");
        List<ProcessHandle> workers = List.of();
        while (workers.isEmpty() && campaign.isAlive()) {
            Thread.sleep(20);
            if (Files.exists(folder.resolve("results"))
                    && !files("history.edn.zst").isEmpty()) {
                workers = campaign.children().toList();
            }
        }
        workers.get(0).destroyForcibly();
        assertThat(campaign.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(campaign.exitValue()).as(out()).isEqualTo(1);
        assertThat(out())
                .contains("failed: the process that ran it was ended by signal 9; what it said is in workers.log")
                .contains("3 of 4 as expected", "campaign  fail");
        assertThat(summary().get("complete").asBoolean()).isTrue();
        nothingRunsWithin(Duration.ofSeconds(30));
    }

    @Test
    @Tag("thorough")
    void jobsStopWhenTheyAreAskedTo() throws Exception {
        campaign(FEW);
        Process campaign = start("campaign", "c.yaml", "--jobs", "2", "--only", "workload=journal");
        while (campaign.isAlive()
                && (!Files.exists(folder.resolve("results"))
                        || files("history.edn.zst").isEmpty())) {
            Thread.sleep(20);
        }
        campaign.destroy();
        assertThat(campaign.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(campaign.exitValue()).as(out()).isEqualTo(2);
        assertThat(out()).contains("not run to the end", "campaign  unknown");
        assertThat(run("campaign", "c.yaml", "--only", "workload=journal", "--resume"))
                .as(out())
                .isZero();
        nothingRunsWithin(Duration.ofSeconds(30));
    }
}
