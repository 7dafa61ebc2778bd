package dev.skewer.harness.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interleaving that was found does the same a hundred times: its steps, its events, its anomalies. */
@Tag("slow")
class HundredReplaysTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @ParameterizedTest
    @EnumSource(
            names = {
                "HALF_SNAPSHOT",
                "SNAPSHOT_PER_CALL",
                "METADATA_CACHE",
                "SPLIT_BATCH",
                "KEY_BY_KEY_TRIM",
                "NO_ATOMIC_FLUSH",
                "IGNORE_ITERATOR_STATUS",
                "LSN_OUTSIDE_BATCH",
                "TRIM_NOT_LOGGED"
            })
    void areOne(Defect defect) throws Exception {
        Durability durability = Objects.requireNonNullElse(defect.durability(), Durability.ASYNC);
        var setting = new Setting(ReadIsolation.SNAPSHOT, durability, Set.of(defect));
        List<ScheduledOperation> operations =
                StandardOperations.with(setting.events().get(0));
        try (var tries = new Interleavings(
                setting, verdict -> verdict.anomalies().containsKey(defect.anomaly()), directory, () -> false)) {
            Execution found = tries.explore(operations, Exploration.Cost.DEVIATIONS, 5_000, 3)
                    .found()
                    .orElseThrow();
            var interleaving = new Interleaving(setting, operations, found.schedule(), defect.anomaly());
            Interleaving.Replay first = interleaving.replay(directory.resolve("replay-0"));
            assertThat(first.verdict().anomalies()).containsKey(defect.anomaly());
            for (int i = 1; i < 100; i++) {
                Interleaving.Replay replay = interleaving.replay(directory.resolve("replay-" + i));
                assertThat(replay.steps()).isEqualTo(first.steps());
                assertThat(replay.history()).isEqualTo(first.history());
                assertThat(replay.verdict().anomalies().keySet())
                        .isEqualTo(first.verdict().anomalies().keySet());
            }
        }
    }
}
