package dev.skewer.harness.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mistakes that need a crash or damage have an interleaving with it that shows them every time; the sound store has none with the same. */
class EventDefectsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"NO_ATOMIC_FLUSH", "IGNORE_ITERATOR_STATUS", "LSN_OUTSIDE_BATCH", "TRIM_NOT_LOGGED"})
    void oneInterleavingShowsItEveryTimeAndNoneTheSoundStore(Defect defect) throws Exception {
        Setting setting = setting(defect, Set.of(defect));
        List<ScheduledOperation> operations =
                StandardOperations.with(setting.events().get(0));
        try (var tries = new Interleavings(
                setting, verdict -> verdict.anomalies().containsKey(defect.anomaly()), directory, () -> false)) {
            Execution found = tries.explore(operations, Exploration.Cost.DEVIATIONS, 200, 2)
                    .found()
                    .orElseThrow();
            var interleaving = new Interleaving(setting, operations, found.schedule(), defect.anomaly());
            for (int i = 0; i < 2; i++) {
                Interleaving.Replay replay = interleaving.replay(directory.resolve("replay-" + i));
                assertThat(replay.verdict().anomalies())
                        .as(String.join("\n", replay.steps()))
                        .containsOnlyKeys(found.verdict().anomalies().keySet());
            }
        }
        try (var sound = new Interleavings(
                setting(defect, Set.of()),
                verdict -> verdict.valid() != Validity.TRUE,
                directory.resolve("sound"),
                () -> false)) {
            assertThat(sound.explore(operations, Exploration.Cost.DEVIATIONS, 20, 1)
                            .found())
                    .isEmpty();
        }
    }

    private static Setting setting(Defect defect, Set<Defect> planted) {
        return new Setting(
                ReadIsolation.SNAPSHOT, Objects.requireNonNullElse(defect.durability(), Durability.ASYNC), planted);
    }
}
