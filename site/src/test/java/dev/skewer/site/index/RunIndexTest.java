package dev.skewer.site.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.FileTree;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.site.StoredRuns;
import dev.skewer.site.files.ResultFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of all stored runs, and how that keeps up with them. */
class RunIndexTest {
    private static final Instant START = StoredRuns.START;
    private static final RunProgress.Writer DEAD =
            new RunProgress.Writer(ProcessHandle.current().pid(), Optional.of(Instant.EPOCH));

    @TempDir
    private Path results;

    private StoredRuns runs;

    @BeforeEach
    void make() {
        runs = new StoredRuns(results);
    }

    private List<Entry> look() throws IOException {
        var index = new RunIndex(new ResultFiles(results));
        index.readAll();
        return index.look().entries();
    }

    private Entry only() throws IOException {
        List<Entry> entries = look();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    @Test
    void listsTheNewestFirst() throws IOException {
        runs.run("bank", "h2", List.of(), Validity.TRUE, START.plusSeconds(60));
        runs.run("journal", "embedded", List.of("kill"), Validity.FALSE, START);
        runs.run("journal", "embedded", List.of(), Validity.UNKNOWN, START);
        runs.campaign("nightly", START.plusSeconds(30), "h2", "sqlite");
        assertThat(look())
                .extracting(entry -> entry.test() + "/" + entry.folder() + " " + entry.outcome())
                .containsExactly(
                        "bank/20261123T094601Z true",
                        "nightly/20261123T094531Z fail",
                        "journal/20261123T094501Z-2 unknown",
                        "journal/20261123T094501Z false");
    }

    @Test
    void knowsWhatARunWas() throws IOException {
        runs.run("journal", "embedded", List.of("kill(every=1s)", "pause"), Validity.FALSE, START);
        Entry entry = only();
        assertThat(entry.title()).isEqualTo("journal on embedded");
        assertThat(entry.elapsed()).hasSeconds(10);
        Cell cell = entry.cells().get(0);
        assertThat(cell.workload()).isEqualTo("journal");
        assertThat(cell.target()).isEqualTo("embedded");
        assertThat(cell.faults()).containsExactly("kill", "pause");
        assertThat(cell.anomalies()).containsExactly(java.util.Map.entry("read-skew", 118L));
        assertThat(cell.ops()).isEqualTo(56_789);
        assertThat(cell.opsPerSecond()).isEqualTo(5_679);
        assertThat(cell.opportunities()).isEqualTo(4_321);
    }

    @Test
    void knowsTheCellsOfACampaign() throws IOException {
        runs.campaign("nightly", START, "h2", "sqlite");
        Entry entry = only();
        assertThat(entry.kind()).isEqualTo(Entry.Kind.CAMPAIGN);
        assertThat(entry.cells()).extracting(Cell::name).containsExactly("journal h2", "journal sqlite");
        assertThat(entry.cells())
                .extracting(cell -> cell.outcome().label() + " " + cell.verdict())
                .containsExactly("as-expected true", "not-as-expected false");
        assertThat(entry.cells().get(0).id()).matches("[0-9a-f]{12}");
    }

    @Test
    void passesOverWhatIsNoRun() throws IOException {
        Files.createDirectories(results.resolve("journal/20261123T094501Z"));
        Files.createDirectories(results.resolve("journal/notes"));
        Files.writeString(results.resolve("journal/notes/verdict.json"), "{}");
        Files.writeString(results.resolve("journal/20261123T094502Z"), "a file");
        Path elsewhere = runs.run("other", "h2", List.of(), Validity.TRUE, START);
        Files.createSymbolicLink(results.resolve("journal/20261123T094503Z"), elsewhere);
        Files.createSymbolicLink(results.resolve("latest"), elsewhere);
        assertThat(look()).extracting(Entry::test).containsExactly("other");
    }

    @Test
    void keepsUpWithNewAndRemovedRuns() throws Exception {
        var index = new RunIndex(new ResultFiles(results));
        assertThat(index.look().entries()).isEmpty();
        Path run = runs.run("journal", "embedded", List.of(), Validity.TRUE, START);
        assertThat(await(index, entries -> entries.size() == 1).get(0).outcome())
                .isEqualTo("true");
        runs.run("bank", "h2", List.of(), Validity.TRUE, START);
        await(index, entries -> entries.size() == 2);
        FileTree.delete(run);
        assertThat(await(index, entries -> entries.size() == 1).get(0).test()).isEqualTo("bank");
    }

    @Test
    void seesARunWhoseFolderWasEmptyAtFirst() throws Exception {
        Path run = Files.createDirectories(results.resolve("journal/20261123T094501Z"));
        var index = new RunIndex(new ResultFiles(results));
        assertThat(index.look().entries()).isEmpty();
        Files.writeString(run.resolve("spec.json"), "{}");
        assertThat(await(index, entries -> entries.size() == 1).get(0).outcome())
                .isEqualTo("killed");
    }

    @Test
    void seesThatARunWasCheckedAgain() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.TRUE, START);
        Files.setLastModifiedTime(run, FileTime.from(Instant.now().minusSeconds(60)));
        var index = new RunIndex(new ResultFiles(results));
        assertThat(index.look().entries().get(0).outcome()).isEqualTo("true");
        dev.skewer.results.AtomicFile.write(
                run.resolve("verdict.json"),
                dev.skewer.results.summary.Json.indented(dev.skewer.results.summary.SummaryFiles.json(
                        StoredRuns.summary("journal", "embedded", List.of(), Validity.FALSE, START))));
        await(index, entries -> entries.get(0).outcome().equals("false"));
    }

    private static List<Entry> await(RunIndex index, java.util.function.Predicate<List<Entry>> condition)
            throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        while (true) {
            List<Entry> entries = index.look().entries();
            if (condition.test(entries)) {
                return entries;
            }
            assertThat(Instant.now()).as("still " + entries).isBefore(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void tellsRunsThatGoOnFromThoseThatWereKilled() throws IOException {
        runs.running("going", StoredRuns.progress(RunProgress.Phase.RUNNING, Optional.empty()));
        runs.running(
                "silent",
                new RunProgress(
                        RunProgress.Writer.current(),
                        Instant.now().minusSeconds(600),
                        RunProgress.Phase.CHECKING,
                        Optional.empty()));
        runs.running("elsewhere", new RunProgress(DEAD, Instant.now(), RunProgress.Phase.RUNNING, Optional.empty()));
        runs.running(
                "killed",
                new RunProgress(DEAD, Instant.now().minusSeconds(60), RunProgress.Phase.RUNNING, Optional.empty()));
        Files.delete(runs.running("bare", StoredRuns.progress(RunProgress.Phase.OPENING, Optional.empty()))
                .resolve("progress.json"));
        runs.runningCampaign("nightly", "h2");
        assertThat(look())
                .extracting(entry -> entry.test() + " " + entry.outcome())
                .containsExactlyInAnyOrder(
                        "going running",
                        "silent running",
                        "elsewhere running",
                        "killed killed",
                        "bare killed",
                        "nightly running");
    }

    @Test
    void aRunThatEndsIsSeenToBeOverOrKilled() throws Exception {
        Path run = runs.running(
                "journal",
                new RunProgress(DEAD, Instant.now().minusMillis(7_500), RunProgress.Phase.RUNNING, Optional.empty()));
        Files.setLastModifiedTime(run, FileTime.from(Instant.now().minusSeconds(60)));
        var index = new RunIndex(new ResultFiles(results));
        await(index, entries -> entries.get(0).outcome().equals("killed"));
    }

    @Test
    void listsDamagedRunsWithWhatIsWrong() throws IOException {
        Path run = runs.run("cut", "h2", List.of(), Validity.TRUE, START);
        byte[] whole = Files.readAllBytes(run.resolve("verdict.json"));
        Files.write(run.resolve("verdict.json"), java.util.Arrays.copyOf(whole, whole.length / 3));
        run = runs.run("end", "h2", List.of(), Validity.TRUE, START);
        Files.write(run.resolve("verdict.json"), java.util.Arrays.copyOf(whole, whole.length - 3));
        run = runs.run("later", "h2", List.of(), Validity.TRUE, START);
        Files.writeString(
                run.resolve("verdict.json"), new String(whole, StandardCharsets.UTF_8).replace("run/1", "run/9"));
        run = runs.run("other", "h2", List.of(), Validity.TRUE, START);
        Files.writeString(run.resolve("verdict.json"), "\u001b[31m<script>");
        run = runs.run("empty", "h2", List.of(), Validity.TRUE, START);
        Files.writeString(run.resolve("verdict.json"), "");
        Files.createDirectories(results.resolve("folder/20261123T094501Z/verdict.json"));
        assertThat(look()).allMatch(entry -> entry.outcome().equals("damaged"));
        assertThat(look())
                .extracting(entry -> entry.test() + ": " + entry.remark())
                .anyMatch(line -> line.startsWith("cut: verdict.json:") && line.contains("was it cut off"))
                .anyMatch(line -> line.startsWith("end: verdict.json:") && line.contains("was it cut off"))
                .anyMatch(line -> line.startsWith("later: ") && line.contains("later version"))
                .anyMatch(line -> line.startsWith("other: ") && line.contains("no JSON"))
                .anyMatch(line -> line.startsWith("empty: "))
                .anyMatch(line -> line.startsWith("folder: verdict.json is no file"))
                .noneMatch(line -> line.contains("\u001b"))
                .allMatch(line -> line.length() < 400);
    }

    @Test
    void keepsLittleOfWhatIsLarge() throws IOException {
        Path run = runs.run("journal", "h2", List.of(), Validity.TRUE, START);
        String whole = Files.readString(run.resolve("verdict.json"));
        Files.writeString(run.resolve("verdict.json"), whole.replace("journal on h2", "x".repeat(50_000)));
        assertThat(only().title()).hasSizeLessThan(400);
        Files.writeString(run.resolve("verdict.json"), whole.replace("journal on h2", "x".repeat(5_000_000)));
        assertThat(only().outcome()).isEqualTo("damaged");
    }
}
