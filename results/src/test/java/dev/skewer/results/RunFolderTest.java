package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Instant START = Instant.parse("2026-11-23T09:45:01.234Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path results;

    @Test
    void isNamedAfterTestAndTime() throws IOException {
        RunFolder run = RunFolder.create(results, "journal", START);
        assertThat(results.relativize(run.directory())).isEqualTo(Path.of("journal", "20261123T094501Z"));
    }

    @Test
    void twoRunsOfOneSecondDoNotShareAFolder() throws IOException {
        RunFolder first = RunFolder.create(results, "journal", START);
        RunFolder second = RunFolder.create(results, "journal", START);
        assertThat(second.directory()).isNotEqualTo(first.directory()).hasFileName("20261123T094501Z-2");
    }

    @Test
    void hostileTestNamesStayInside() throws IOException {
        RunFolder run = RunFolder.create(results, "../../escape\u0000", START);
        assertThat(run.directory().normalize()).startsWith(results);
    }

    @Test
    void latestFollowsTheNewestRun() throws IOException {
        assertThat(RunFolder.create(results, "journal", START).becomeLatest(results))
                .isTrue();
        RunFolder newest = RunFolder.create(results, "bank", START.plusSeconds(1));
        assertThat(newest.becomeLatest(results)).isTrue();
        assertThat(results.resolve("latest")).isSymbolicLink();
        assertThat(results.resolve("latest").toRealPath())
                .isEqualTo(newest.directory().toRealPath());
        assertThat(Files.readSymbolicLink(results.resolve("latest"))).isRelative();
    }

    @Test
    void aLatestThatCannotBeReplacedIsNoError() throws IOException {
        Files.createDirectories(results.resolve("latest/occupied"));
        RunFolder run = RunFolder.create(results, "journal", START);
        assertThat(run.becomeLatest(results)).isFalse();
        assertThat(results).isDirectoryNotContaining("glob:**/.latest*");
    }

    @Test
    void aResultsFolderThatIsAFileIsAnError() throws IOException {
        Path file = Files.createFile(results.resolve("file"));
        assertThatThrownBy(() -> RunFolder.create(file, "journal", START)).isInstanceOf(IOException.class);
    }

    @Test
    void aReaderSeesTheOldOrTheNewContentButNeverAPart() throws Exception {
        RunFolder run = RunFolder.create(results, "journal", START);
        String old = "o".repeat(300_000);
        String fresh = "n".repeat(300_000);
        run.write("verdict.json", old);
        var done = new AtomicBoolean();
        var torn = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                try {
                    String seen = Files.readString(run.verdict());
                    torn.compareAndSet(false, !seen.equals(old) && !seen.equals(fresh));
                } catch (IOException e) {
                    torn.set(true);
                }
            }
        });
        reader.start();
        for (int i = 0; i < 50; i++) {
            run.write("verdict.json", i % 2 == 0 ? fresh : old);
        }
        done.set(true);
        reader.join();
        assertThat(torn).isFalse();
    }

    @Test
    void nothingButTheFileIsLeft() throws IOException {
        RunFolder run = RunFolder.create(results, "journal", START);
        run.write("spec.json", "{}");
        try (var files = Files.list(run.directory())) {
            assertThat(files).containsExactly(run.spec());
        }
    }
}
