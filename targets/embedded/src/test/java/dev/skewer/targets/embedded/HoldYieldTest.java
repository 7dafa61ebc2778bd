package dev.skewer.targets.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.EventSink;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.runner.TestRunner;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.Imposed;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held at a yield point stands there until it is let go. */
@SuppressWarnings("try") // a thread is held as long as its block lasts
class HoldYieldTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private EmbeddedTarget open() {
        return (EmbeddedTarget) EmbeddedTarget.TYPE.open(new TargetSettings(
                folder.resolve("data"),
                "committed",
                "async",
                Map.of(),
                List.of(),
                Set.of(Controls.Breakpoints.class),
                new Seed(1)));
    }

    /** Read skew by hand: the reader stands between metadata and journal while the journal is cut. */
    @Test
    void aReaderThatIsHeldSeesWhatHappensMeanwhile() throws Exception {
        try (Target target = open();
                JournalConnection writer = target.connect(JournalConnection.class);
                JournalConnection reader = target.connect(JournalConnection.class)) {
            writer.append(1, 10);
            writer.append(1, 11);
            int skewed = 0;
            // A hold is let go by itself after a while, which a busy machine may take for the cut.
            for (int i = 0; skewed == 0 && i < 20; i++) {
                Metadata whole = Objects.requireNonNull(writer.readMetadata(1));
                var read = new CompletableFuture<InvocationRead>();
                var holding = CompletableFuture.supplyAsync(() -> hold(target));
                Thread reading = new Thread(() -> {
                    while (!holding.isDone()) {
                        read.obtrudeValue(reader.read(1, false, false));
                    }
                });
                reading.start();
                try (Imposed held = holding.get().orElseThrow()) {
                    writer.trim(1, whole.length() - 1);
                }
                reading.join();
                InvocationRead seen = read.get();
                skewed += seen.rows().size()
                                < Objects.requireNonNull(seen.metadata()).length()
                        ? 1
                        : 0;
                writer.append(1, 100 + i);
            }
            assertThat(skewed).isPositive();
        }
    }

    private static Optional<Imposed> hold(Target target) {
        try {
            return ((Controls.Breakpoints) target).hold("between-metadata-and-journal", PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whereNoThreadComesNoneIsHeld() throws Exception {
        try (EmbeddedTarget target = open();
                JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThat(target.hold("before-commit", Duration.ofMillis(10))).isEmpty();
            connection.append(1, 10);
        }
    }

    /** The store waits for reads when it closes; the one that is held must not keep it. */
    @Test
    void aRestartAtAPointGoesOnWithoutTheThreadThatIsHeld() throws Exception {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        RunOutcome outcome = TestRunner.run(
                TestSpec.builder()
                        .faults(List.of("restart(at-point=between-metadata-and-journal,times=2)"))
                        .timeLimit(Duration.ofSeconds(6))
                        .seed(1)
                        .build(),
                new RunContext() {
                    @Override
                    public Path scratch() {
                        return scratch;
                    }

                    @Override
                    public EventSink history() {
                        return event -> {};
                    }
                });
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.faults().getOrDefault("restart", 0L)).isBetween(1L, 2L);
    }
}
