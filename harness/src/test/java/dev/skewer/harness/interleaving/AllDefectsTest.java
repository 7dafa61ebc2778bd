package dev.skewer.harness.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.checker.Validity;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No mistake, and no lock, keeps the scheduler from its end: every interleaving of a few operations comes to its verdict. */
@Tag("slow")
class AllDefectsTest {
    private static final List<ScheduledOperation> OPERATIONS = List.of(
            ScheduledOperation.free(0, new JournalOperation.AppendAll(List.of(new Append(0, 1), new Append(1, 2)))),
            ScheduledOperation.free(0, new JournalOperation.AppendOne(new Append(0, 3))),
            ScheduledOperation.free(1, new JournalOperation.Scan(new long[] {0, 1})),
            ScheduledOperation.free(2, new JournalOperation.Trim(0, 0)),
            ScheduledOperation.free(2, new JournalOperation.Compact(1, 1)));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @ParameterizedTest
    @EnumSource(Defect.class)
    void comesToAnEndAtEveryIsolation(Defect defect) throws Exception {
        Durability needed = defect.durability();
        for (ReadIsolation isolation : ReadIsolation.values()) {
            var setting = new Setting(isolation, needed == null ? Durability.ASYNC : needed, Set.of(defect));
            assumeTrue(setting.obstacle().isEmpty(), () -> setting.obstacle().orElseThrow());
            explored(setting);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ReadIsolation.class,
            names = {"SNAPSHOT", "LOCKED"})
    void theSoundStoreGoesWrongInNone(ReadIsolation isolation) throws Exception {
        explored(new Setting(isolation, Durability.ASYNC, Set.of()));
    }

    private void explored(Setting setting) throws Exception {
        Path store = directory.resolve(setting.isolation().id());
        boolean isSound = setting.defects().isEmpty();
        try (var controlled = new ControlledStore(store, setting)) {
            Exploration.Result result = new Exploration(controlled, OPERATIONS, Exploration.Cost.PREEMPTIONS)
                    .find(
                            execution -> isSound && execution.verdict().valid() != Validity.TRUE,
                            20_000,
                            100,
                            () -> false);
            assertThat(result.found()).isEmpty();
            assertThat(result.isComplete()).isTrue();
        }
    }
}
