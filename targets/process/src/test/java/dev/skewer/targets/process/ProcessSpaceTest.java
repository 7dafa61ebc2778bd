package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.Imposed;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store, RocksDB in a child JVM, does when there is no space for what it writes, or its files may not grow. */
class ProcessSpaceTest {
    private static final int MOST = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<ProcessTarget> targets = new ArrayList<>();

    private ProcessTarget open(String durability, Class<? extends Controls> control) {
        Availability availability = NodeDisks.availability(control);
        assumeTrue(availability.isAvailable(), availability.obstacle());
        ProcessTarget target = (ProcessTarget) ProcessTarget.TYPE.open(new TargetSettings(
                folder.resolve("data"),
                "snapshot",
                durability,
                Map.of("nodes", "1", "deadline", "4000"),
                List.of(),
                Set.of(control),
                new Seed(1)));
        targets.add(target);
        return target;
    }

    @AfterEach
    void close() {
        targets.forEach(ProcessTarget::close);
    }

    private static long[] entries(ProcessTarget target) {
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            return connection.read(0, true, false).rows().entries();
        }
    }

    private static long[] below(long end) {
        return LongStream.range(0, end).toArray();
    }

    /** Appends numbers until one is not taken, which is of unknown outcome; returns how many were. */
    private static int appendUntilRefused(ProcessTarget target, int from) {
        int next = from;
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (; next < MOST; next++) {
                connection.append(0, next);
            }
        } catch (OutcomeUnknownException e) {
            return next;
        }
        throw new AssertionError(MOST + " entries were taken");
    }

    private static void append(ProcessTarget target, int from, int count) {
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int number = from; number < from + count; number++) {
                connection.append(0, number);
            }
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("data/node-0/log"), StandardCharsets.ISO_8859_1);
    }

    /** A node whose disk did not take a write says so and ends by itself. */
    private static void awaitEnd(ProcessTarget target) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (target.allNodes().all().get(0).isServing()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The one that was not taken may be there or not, and the store goes on. */
    private static void assertNothingElseIsLost(ProcessTarget target, int acknowledged) {
        assertThat(entries(target)).isIn(below(acknowledged), below(acknowledged + 1));
        int there = entries(target).length;
        append(target, there, 1_000);
        assertThat(entries(target)).isEqualTo(below(there + 1_000));
    }

    @ParameterizedTest
    @CsvSource({"async, true", "sync, true", "replayed, false"})
    void whatThereIsNoSpaceForIsOfUnknownOutcomeAndNothingElseIsLost(String durability, boolean isThin)
            throws IOException {
        ProcessTarget target = open(durability, Controls.Disks.class);
        append(target, 0, 10);
        Imposed full = target.impose(0, new DiskCondition.Full(16 << 10, isThin));
        int acknowledged = appendUntilRefused(target, 10);
        assertThat(acknowledged).isGreaterThan(10);
        awaitEnd(target);
        assertThat(log()).contains("No space left on device");
        full.close();
        target.kill(0);
        target.start(0);
        assertNothingElseIsLost(target, acknowledged);
    }

    /** RocksDB allocates its write-ahead log ahead, and a flush gives back what of that was not needed. */
    @Test
    void theStoreGoesOnWhereItHasAllocatedSpaceAhead() {
        ProcessTarget target = open("async", Controls.Disks.class);
        append(target, 0, 10);
        Imposed full = target.impose(0, new DiskCondition.Full(0, false));
        append(target, 10, 1_000);
        target.flush();
        append(target, 1_010, 1_000);
        full.close();
        target.kill(0);
        target.start(0);
        assertThat(entries(target)).isEqualTo(below(2_010));
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "replayed", "none"})
    void aStoreThatCannotOpenForWantOfSpaceOpensWhenThereIsSome(String durability) {
        ProcessTarget target = open(durability, Controls.Disks.class);
        append(target, 0, 2_000);
        target.terminate(0);
        Imposed full = target.impose(0, new DiskCondition.Full(0, true));
        assertThatThrownBy(() -> target.start(0))
                .isInstanceOf(TargetLostException.class)
                .hasMessageContaining("No space left on device");
        full.close();
        target.start(0);
        assertThat(entries(target)).isEqualTo(below(2_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "sync", "replayed"})
    void whatIsWrittenBeyondTheLimitOfAFileIsOfUnknownOutcomeAndNothingElseIsLost(String durability)
            throws IOException {
        ProcessTarget target = open(durability, Controls.FileSizes.class);
        append(target, 0, 500);
        Imposed limit = target.limitFileSizes(0, 120);
        int acknowledged = appendUntilRefused(target, 500);
        assertThat(acknowledged).isGreaterThan(500);
        awaitEnd(target);
        assertThat(log()).contains("File too large");
        limit.close();
        target.start(0);
        assertNothingElseIsLost(target, acknowledged);
    }

    @Test
    void aLimitThatIsLiftedInTimeIsNotNoticed() {
        ProcessTarget target = open("async", Controls.FileSizes.class);
        append(target, 0, 500);
        Imposed limit = target.limitFileSizes(0, 200);
        append(target, 500, 10);
        limit.close();
        limit.close();
        append(target, 510, 5_000);
        assertThat(entries(target)).isEqualTo(below(5_510));
    }
}
