package dev.skewer.harness.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake of the reference store that skews reads has an interleaving that shows it every time, and the sound store has none. */
class SkewDefectsTest {
    /** A writer, a trimmer, and a reader that reads twice. */
    private static final List<ScheduledOperation> OPERATIONS = List.of(
            ScheduledOperation.free(0, append(1)),
            ScheduledOperation.free(0, append(2)),
            ScheduledOperation.free(1, new JournalOperation.Read(0, false, false)),
            ScheduledOperation.free(1, new JournalOperation.Read(0, false, false)),
            ScheduledOperation.free(2, new JournalOperation.Trim(0, 0)));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private static boolean isSkewed(Verdict verdict) {
        return verdict.anomalies().containsKey("read-skew");
    }

    private static JournalOperation append(long entry) {
        return new JournalOperation.AppendOne(new Append(0, entry));
    }

    private static Setting setting(ReadIsolation isolation, Defect... defects) {
        return new Setting(isolation, Durability.ASYNC, Set.of(defects));
    }

    static Stream<Arguments> skewed() {
        return Stream.of(
                Arguments.of(setting(ReadIsolation.COMMITTED)),
                Arguments.of(setting(ReadIsolation.SNAPSHOT, Defect.HALF_SNAPSHOT)),
                Arguments.of(setting(ReadIsolation.SNAPSHOT, Defect.SNAPSHOT_PER_CALL)),
                Arguments.of(setting(ReadIsolation.SNAPSHOT, Defect.METADATA_CACHE)),
                Arguments.of(setting(ReadIsolation.SNAPSHOT, Defect.SPLIT_BATCH)),
                Arguments.of(setting(ReadIsolation.SNAPSHOT, Defect.KEY_BY_KEY_TRIM)));
    }

    @ParameterizedTest
    @MethodSource("skewed")
    void oneInterleavingShowsItEveryTime(Setting setting) throws Exception {
        try (var tries = new Interleavings(setting, SkewDefectsTest::isSkewed, directory, () -> false)) {
            Execution found = tries.explore(OPERATIONS, Exploration.Cost.PREEMPTIONS, 10_000, 100)
                    .found()
                    .orElseThrow();
            var interleaving = new Interleaving(setting, OPERATIONS, found.schedule(), "read-skew");
            for (int i = 0; i < 10; i++) {
                Interleaving.Replay replay = interleaving.replay(directory.resolve("replay-" + i));
                assertThat(replay.verdict().anomalies())
                        .containsOnlyKeys(found.verdict().anomalies().keySet());
                assertThat(replay.steps()).hasSizeLessThanOrEqualTo(10);
            }
        }
    }

    @Test
    void theSoundStoreHasNone() {
        try (var tries = new Interleavings(
                setting(ReadIsolation.SNAPSHOT), verdict -> verdict.valid() != Validity.TRUE, directory, () -> false)) {
            Exploration.Result result = tries.explore(OPERATIONS, Exploration.Cost.DEVIATIONS, 100_000, 100);
            assertThat(result.found()).isEmpty();
            assertThat(result.isComplete()).isTrue();
            // Of 2 appends, 2 reads of 3 steps each, and a trim: 9! / (2! 6! 1!), each once.
            assertThat(result.tried()).isEqualTo(252);
        }
    }
}
