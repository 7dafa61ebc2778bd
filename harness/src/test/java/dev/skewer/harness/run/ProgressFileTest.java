package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.workloads.Progress;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of itself while it goes on. */
class ProgressFileTest {
    @TempDir
    private Path directory;

    private RunProgress read() throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(directory.resolve(RunFolder.PROGRESS))) {
            return SummaryFiles.progress(file, RunFolder.PROGRESS);
        }
    }

    private RunProgress await(Predicate<RunProgress> condition) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        while (true) {
            RunProgress progress = read();
            if (condition.test(progress)) {
                return progress;
            }
            assertThat(Instant.now()).as("still " + progress).isBefore(deadline);
            Thread.sleep(20);
        }
    }

    private static Progress progress(long seconds, long ops) {
        return new Progress(Duration.ofSeconds(seconds), ops, ops - 1, 1, 0, 12_345, 1_000, 9_000, "kill");
    }

    @Test
    void isThereFromTheBeginningToTheEndAndGoneThen() throws Exception {
        TestSpec spec = TestSpec.builder().timeLimit(Duration.ofSeconds(8)).build();
        try (ProgressFile file = ProgressFile.begin(RunFolder.of(directory), RunProgress.Phase.OPENING)) {
            RunProgress first = read();
            assertThat(first.phase()).isEqualTo(RunProgress.Phase.OPENING);
            assertThat(first.figures()).isEmpty();
            assertThat(first.writer().isAlive()).isTrue();
            file.show(spec, progress(2, 500));
            RunProgress.Figures figures =
                    await(progress -> progress.figures().isPresent()).figures().orElseThrow();
            assertThat(figures.ops()).isEqualTo(500);
            assertThat(figures.ok()).isEqualTo(499);
            assertThat(figures.anomalies()).as("not looked for yet").isEmpty();
            assertThat(figures.fault()).isEqualTo("kill");
            assertThat(figures.fraction()).contains(0.25);
            assertThat(figures.recent()).containsExactly(new RunProgress.Moment(2_000, 250, 1_000, 9_000));
            file.found(Map.of("read-skew", new Anomaly("read-skew", 3, new TreeMap<>(), List.of())));
            file.show(spec, progress(4, 1_500));
            figures = await(progress ->
                            progress.figures().orElseThrow().recent().size() == 2)
                    .figures()
                    .orElseThrow();
            assertThat(figures.recent().get(1).opsPerSecond()).isEqualTo(500);
            assertThat(figures.anomalies()).contains(new TreeMap<>(Map.of("read-skew", 3L)));
            file.enter(RunProgress.Phase.CHECKING);
            RunProgress checking = await(progress -> progress.phase() == RunProgress.Phase.CHECKING);
            assertThat(checking.figures().orElseThrow().ops()).isEqualTo(1_500);
            await(progress -> progress.written().isAfter(checking.written()));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsGoneIsNoReasonToEndTheRun() throws Exception {
        Path gone = Files.createDirectories(directory.resolve("gone"));
        try (ProgressFile file = ProgressFile.begin(RunFolder.of(gone), RunProgress.Phase.CAMPAIGN)) {
            Files.delete(gone.resolve(RunFolder.PROGRESS));
            Files.delete(gone);
            file.enter(RunProgress.Phase.CHECKING);
        }
        assertThat(gone).doesNotExist();
    }
}
