package dev.skewer.workloads.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTargetTest {
    @TempDir
    Path folder;

    @Test
    void isReadyAgainWhenARestartIsOver() throws InterruptedException {
        TargetSettings settings = new TargetSettings(
                folder.resolve("data"), "snapshot", "async", List.of(), Set.of(Controls.Restart.class), new Seed(1));
        try (Target target = EmbeddedTarget.TYPE.open(settings);
                JournalConnection connection = target.connect(JournalConnection.class)) {
            assertThat(target.awaitReady(Duration.ZERO)).isTrue();
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Void> restart = CompletableFuture.runAsync(((Controls.Restart) target)::restart);
                while (target.awaitReady(Duration.ZERO) && !restart.isDone()) {
                    Thread.onSpinWait();
                }
                assertThat(target.awaitReady(Duration.ofSeconds(30))).isTrue();
                assertThat(connection.append(1, 10 + i)).isEqualTo(new Position(0, i));
                restart.join();
            }
            assertThat(connection.readJournal(1).rows().entries()).containsExactly(10, 11, 12);
        }
    }
}
