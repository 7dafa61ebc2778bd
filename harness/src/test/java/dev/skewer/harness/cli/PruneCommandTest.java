package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is old goes, and nothing else does. */
class PruneCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Path results = Path.of("");

    @BeforeEach
    void aResultsFolder() throws IOException {
        results = Files.createDirectories(directory.resolve("results/runs"));
    }

    private Path run(String name) throws IOException {
        Path run = Files.createDirectories(results.resolve(name));
        Files.writeString(run.resolve("spec.json"), "{}");
        Files.writeString(run.resolve("verdict.json"), "{}");
        Files.write(run.resolve("history.edn.zst"), new byte[1_996]);
        return run;
    }

    private Shell.Done prune(String... options) {
        return new Shell(directory)
                .run(Stream.concat(Stream.of("prune"), Stream.of(options)).toArray(String[]::new));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.walk(results, 2)) {
            return files.filter(file -> results.relativize(file).getNameCount() == 2)
                    .map(file -> results.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void keepsTheNewestOfEachTestAndSaysWhatWentAndHowLargeItWas() throws Exception {
        run("journal/20261101T000000Z");
        run("journal/20261101T000000Z-2");
        run("journal/20261101T000000Z-10");
        run("journal/20261102T000000Z");
        run("bank/20250101T000000Z");
        Shell.Done dry = prune("--keep", "2", "--dry-run");
        assertThat(dry).isEqualTo(new Shell.Done(0, """
                        would remove results/runs/journal/20261101T000000Z-2  2.00 kB
                        would remove results/runs/journal/20261101T000000Z  2.00 kB
                        would remove 2 runs, 4.00 kB; would keep 3 runs
                        """, ""));
        assertThat(left()).hasSize(5);
        assertThat(prune("--keep", "2")).isEqualTo(new Shell.Done(0, """
                        removed results/runs/journal/20261101T000000Z-2  2.00 kB
                        removed results/runs/journal/20261101T000000Z  2.00 kB
                        removed 2 runs, 4.00 kB; kept 3 runs
                        """, ""));
        assertThat(left())
                .containsExactly("bank/20250101T000000Z", "journal/20261101T000000Z-10", "journal/20261102T000000Z");
        assertThat(prune("--keep", "2").out()).isEqualTo("removed 0 runs, 0 B; kept 3 runs\n");
    }

    @Test
    void aProgramReadsTheSame() throws Exception {
        run("journal/20261101T000000Z");
        JsonNode json = new JsonMapper().readTree(prune("--keep", "0", "--json").out());
        assertThat(json.toString())
                .isEqualTo("{\"dry-run\":false,\"kept\":0,\"bytes\":2000,\"removed\":"
                        + "[{\"run\":\"results/runs/journal/20261101T000000Z\",\"bytes\":2000}]}");
        assertThat(results.resolve("journal")).doesNotExist();
    }

    @Test
    void whatLatestPointsAtStaysThoughItIsOld() throws Exception {
        Path old = run("journal/20261101T000000Z");
        run("journal/20261102T000000Z");
        Files.createSymbolicLink(results.resolve("latest"), results.relativize(old));
        assertThat(prune("--keep", "0").code()).isZero();
        assertThat(left()).containsExactly("journal/20261101T000000Z");
        Files.delete(results.resolve("latest"));
        Files.writeString(results.resolve("latest"), "journal/20261101T000000Z\n");
        assertThat(prune("--keep", "0").out()).isEqualTo("removed 0 runs, 0 B; kept 1 run\n");
    }

    @Test
    void aRunThatMayGoOnStaysAndOneThatWasKilledLongAgoGoes() throws Exception {
        for (String name : List.of("journal/20261101T000000Z", "journal/20261102T000000Z")) {
            Files.delete(run(name).resolve("verdict.json"));
        }
        Path killed = results.resolve("journal/20261102T000000Z");
        try (Stream<Path> files = Files.walk(killed)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
            }
        }
        // A campaign that goes on has only the folders of its runs.
        Files.delete(run("nightly/20261101T000000Z/001-journal").resolve("verdict.json"));
        assertThat(prune("--keep", "0").code()).isZero();
        assertThat(left()).containsExactly("journal/20261101T000000Z", "nightly/20261101T000000Z");
    }

    @Test
    void whatIsYoungerThanSaidStays() throws Exception {
        String now = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().minusSeconds(3_000));
        run("journal/" + now);
        run("journal/20250101T000000Z");
        run("journal/20250102T000000Z");
        assertThat(prune("--keep", "0", "--older-than", "1h").code()).isZero();
        assertThat(left()).containsExactly("journal/" + now);
        assertThat(prune("--keep", "0", "--older-than", "49m").out()).startsWith("removed results/runs/journal/");
    }

    @Test
    void onlyRunFoldersGoAndLinksAreNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/20250101T000000Z"));
        Files.writeString(elsewhere.resolve("spec.json"), "{}");
        Files.createSymbolicLink(results.resolve("linked-test"), directory.resolve("elsewhere"));
        Files.createDirectories(results.resolve("journal"));
        Files.createSymbolicLink(results.resolve("journal/20250101T000000Z"), elsewhere);
        Path run = run("journal/20250102T000000Z");
        Files.createSymbolicLink(run.resolve("data"), directory.resolve("elsewhere"));
        Files.createDirectories(results.resolve("journal/20250103T000000Z"));
        Files.writeString(
                Files.createDirectories(results.resolve("journal/20250104T000000Z"))
                        .resolve("thesis.tex"),
                "");
        Files.writeString(
                Files.createDirectories(results.resolve("journal/20259999T000000Z"))
                        .resolve("spec.json"),
                "");
        Files.writeString(
                Files.createDirectories(results.resolve("journal/notes")).resolve("spec.json"), "");
        Files.writeString(results.resolve("journal/20250105T000000Z"), "a file");
        Files.createSymbolicLink(
                Files.createDirectories(results.resolve("journal/20250106T000000Z"))
                        .resolve("spec.json"),
                elsewhere.resolve("spec.json"));
        assertThat(prune("--keep", "0").out()).isEqualTo("""
                        removed results/runs/journal/20250102T000000Z  2.00 kB
                        removed 1 run, 2.00 kB; kept 0 runs
                        """);
        assertThat(elsewhere.resolve("spec.json")).exists();
        assertThat(left())
                .containsExactly(
                        "journal/20250101T000000Z",
                        "journal/20250103T000000Z",
                        "journal/20250104T000000Z",
                        "journal/20250105T000000Z",
                        "journal/20250106T000000Z",
                        "journal/20259999T000000Z",
                        "journal/notes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|skewer: prune: Missing required option: '--keep=N'",
                "--keep -1|skewer: prune: --keep must be at least 0, and is -1",
                "--keep many|--keep",
                "--keep 9999999999|--keep",
                "--keep 1 --older-than yesterday|'yesterday' is no duration",
                "--keep 1 --results nowhere|skewer: prune: --results nowhere: no such folder; give the one that has the runs",
                "--keep 1 --results file|skewer: prune: --results file: not a directory; give the one that has the runs",
                "--keep 1 results/runs|results/runs",
            })
    void whatIsNoRequestRemovesNothing(String options, String complaint) throws Exception {
        Files.writeString(directory.resolve("file"), "");
        run("journal/20250102T000000Z");
        Shell.Done done = prune(options.isEmpty() ? new String[0] : options.split(" "));
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err().lines()).hasSize(1);
        assertThat(done.complaint()).contains(complaint);
        assertThat(left()).hasSize(1);
    }

    @Test
    void aRealRunCanBePruned() throws Exception {
        assertThat(new Shell(directory)
                        .run("test", "--ops", "500", "--seed", "1")
                        .code())
                .isZero();
        assertThat(new Shell(directory)
                        .run("test", "--ops", "500", "--seed", "2")
                        .code())
                .isZero();
        assertThat(prune("--keep", "1").out()).endsWith("; kept 1 run\n").startsWith("removed results/runs/journal/");
        assertThat(results.resolve("latest/verdict.json")).exists();
    }
}
