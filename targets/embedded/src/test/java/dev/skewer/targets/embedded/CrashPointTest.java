package dev.skewer.targets.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.runner.JudgedRun;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.CrashPoint.Point;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash at a chosen step leaves: what was answered, and nothing half; unless a defect is planted there. */
class CrashPointTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Target open(String durability) {
        return EmbeddedTarget.TYPE.open(new TargetSettings(
                folder.resolve("data"),
                "snapshot",
                durability,
                Map.of(),
                List.of(),
                Set.of(Controls.CrashPoint.class),
                new Seed(1)));
    }

    /** A write that is cut off by a crash is there or not, depending on the step; and its client does not know. */
    @ParameterizedTest
    @CsvSource({
        "async, BEFORE_COMMIT, false",
        "async, AFTER_COMMIT, true",
        "async, BEFORE_ACKNOWLEDGE, true",
        "replayed, BEFORE_COMMIT, false",
        "replayed, AFTER_LOG, true",
        "replayed, AFTER_COMMIT, true"
    })
    void theStepDecidesWhatIsThere(String durability, Point point, boolean isThere) throws Exception {
        try (Target target = open(durability);
                JournalConnection connection = target.connect(JournalConnection.class);
                JournalConnection other = target.connect(JournalConnection.class)) {
            connection.append(1, 10);
            var crash =
                    CompletableFuture.runAsync(() -> ((Controls.CrashPoint) target).crash(point, 2, false, PATIENCE));
            // Appended until the crash takes one: how soon the trap is set is a matter of timing.
            long entry = 11;
            long taken = 0;
            while (taken == 0) {
                try {
                    connection.append(1, entry++);
                } catch (OutcomeUnknownException e) {
                    taken = entry - 1;
                }
            }
            crash.join();
            assertThat(target.awaitReady(PATIENCE)).isTrue();
            long[] entries = other.readJournal(1).rows().entries();
            assertThat(entries).contains(10, taken - 1);
            if (isThere) {
                assertThat(entries).endsWith(taken);
            } else {
                assertThat(entries).doesNotContain(taken);
            }
            connection.append(1, entry);
            assertThat(other.readJournal(1).rows().entries()).endsWith(entry);
        }
    }

    /** Each crash lives in a folder of its own, and takes that of the one before with it. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "buffered", "async", "sync", "replayed"})
    void aPointThatIsNotReachedIsNotWaitedForForEver(String durability) throws Exception {
        try (Target target = open(durability);
                JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int i = 0; i < 3; i++) {
                ((Controls.CrashPoint) target).crash(Point.BEFORE_COMMIT, 1, i % 2 == 0, Duration.ofMillis(1));
                assertThat(target.awaitReady(PATIENCE)).isTrue();
                connection.append(1, i);
            }
            try (Stream<Path> stores = Files.list(folder.resolve("data"))) {
                assertThat(stores.map(store -> store.getFileName().toString())).containsExactly("store-3");
            }
        }
    }

    private JudgedRun run(TestSpec spec) throws Exception {
        JudgedRun run =
                JudgedRun.of(spec, Files.createDirectories(folder.resolve("scratch")), DurabilityPromise.DURABLE);
        assertThat(run.outcome().problems()).isEmpty();
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "sync", "replayed"})
    void noCrashLosesWhatWasAnswered(String durability) throws Exception {
        assertThat(crashes(durability, Duration.ofSeconds(3), 5)).isPositive();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"async", "sync", "replayed"})
    void twoHundredCrashesLoseNothing(String durability) throws Exception {
        long crashes = 0;
        for (long seed = 0; crashes < 200; seed++) {
            crashes += crashes(durability, Duration.ofSeconds(20), seed);
        }
    }

    /** A run that finds nothing; how often the store crashed in it. */
    private long crashes(String durability, Duration time, long seed) throws Exception {
        JudgedRun run = run(TestSpec.builder()
                .durability(durability)
                .faults(List.of("crash-point"))
                .timeLimit(time)
                .seed(seed)
                .build());
        assertThat(run.verdict().anomalies()).isEmpty();
        assertThat(run.verdict().opportunities()).isPositive();
        return run.outcome().faults().getOrDefault("crash-point", 0L);
    }

    /** Each within a few seeds; and none of them without the fault. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "lsn-outside-batch, duplicate-entry",
        "serve-before-replay, stale-read",
        "trim-not-logged, reordered",
        "no-atomic-flush, read-skew"
    })
    void aDefectShowsInACrashAndOnlyThere(String defect, String anomaly) throws Exception {
        TestSpec.Builder spec = TestSpec.builder().defects(List.of(defect)).timeLimit(Duration.ofSeconds(4));
        assertThat(run(spec.build()).verdict().anomalies()).isEmpty();
        Verdict verdict;
        long seed = 0;
        do {
            verdict = run(spec.faults(List.of("crash-point")).seed(++seed).build())
                    .verdict();
        } while (!verdict.anomalies().containsKey(anomaly) && seed < 12);
        assertThat(verdict.anomalies()).containsKey(anomaly);
    }

    @Test
    void aDefectOfOneDurabilityHasItByItself() {
        assertThat(TestSpec.builder()
                        .defects(List.of("trim-not-logged"))
                        .build()
                        .durability())
                .isEqualTo("replayed");
        assertThatThrownBy(() -> TestSpec.builder()
                        .defects(List.of("trim-not-logged"))
                        .durability("sync")
                        .build())
                .hasMessage("defect trim-not-logged needs --durability replayed, and it is sync");
    }
}
