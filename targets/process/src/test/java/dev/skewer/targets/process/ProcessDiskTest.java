package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.disk.DiskShim;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.DiskCondition.Call;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a disk does to the store: RocksDB in a child JVM, below the shim. */
class ProcessDiskTest {
    private static final int INVOCATIONS = 7;

    @TempDir
    Path folder;

    private final List<ProcessTarget> targets = new ArrayList<>();

    @BeforeAll
    static void needsTheShim() {
        assumeTrue(
                DiskShim.availability().isAvailable(),
                () -> "" + DiskShim.availability().obstacle());
    }

    private ProcessTarget open(String durability) {
        ProcessTarget target = (ProcessTarget) ProcessTarget.TYPE.open(new TargetSettings(
                folder.resolve("data-" + targets.size()),
                "snapshot",
                durability,
                Map.of("nodes", "1", "deadline", "4000"),
                List.of(),
                Set.of(Controls.Disks.class),
                new Seed(1)));
        targets.add(target);
        return target;
    }

    @AfterEach
    void close() {
        targets.forEach(ProcessTarget::close);
    }

    /** The numbers that are there, over all invocations: of a suffix that is lost, those below some number. */
    private static List<Long> numbers(ProcessTarget target) {
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            var numbers = new ArrayList<Long>();
            for (int invocation = 0; invocation < INVOCATIONS; invocation++) {
                long[] entries =
                        connection.read(invocation, false, false).rows().entries();
                Metadata metadata = connection.readMetadata(invocation);
                assertThat(metadata == null ? 0 : metadata.length()).isEqualTo(entries.length);
                LongStream.of(entries).forEach(numbers::add);
            }
            numbers.sort(null);
            return numbers;
        }
    }

    private static List<Long> below(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    /**
     * Appends numbers, one after the other, each to the next invocation, until the power goes.
     *
     * @param from the first number
     * @param count how many are to be acknowledged before
     * @return how many were acknowledged; one more may be there
     */
    private static int appendUntilPowerIsLost(ProcessTarget target, int from, int count, long seed)
            throws InterruptedException {
        var acknowledged = new AtomicInteger();
        Thread writer = new Thread(() -> {
            try (JournalConnection connection = target.connect(JournalConnection.class)) {
                for (int number = from; ; number++) {
                    connection.append(number % INVOCATIONS, number);
                    acknowledged.incrementAndGet();
                }
            } catch (NoEffectException | OutcomeUnknownException e) {
                return;
            }
        });
        writer.start();
        while (acknowledged.get() < count && writer.isAlive()) {
            Thread.sleep(1);
        }
        target.losePower(0, seed);
        writer.join();
        target.start(0);
        return acknowledged.get();
    }

    @Test
    void atSyncNothingAcknowledgedIsLost() throws InterruptedException {
        ProcessTarget target = open("sync");
        int there = 0;
        for (int round = 0; round < 5; round++) {
            int acknowledged = appendUntilPowerIsLost(target, there, 1 + 20 * round, round);
            List<Long> numbers = numbers(target);
            assertThat(numbers).isEqualTo(below(numbers.size()));
            assertThat(numbers.size()).isBetween(there + acknowledged, there + acknowledged + 1);
            there = numbers.size();
        }
    }

    @Test
    void atAsyncASuffixIsLost() throws InterruptedException {
        ProcessTarget target = open("async");
        int lost = 0;
        int there = 0;
        for (int round = 0; round < 5; round++) {
            int acknowledged = appendUntilPowerIsLost(target, there, 100, round);
            List<Long> numbers = numbers(target);
            assertThat(numbers).isEqualTo(below(numbers.size()));
            assertThat(numbers.size()).isLessThanOrEqualTo(there + acknowledged + 1);
            lost += Math.max(0, there + acknowledged - numbers.size());
            there = numbers.size();
        }
        assertThat(lost).isPositive();
    }

    /** Either it finds out and refuses to open, or it is without what it acknowledged. */
    @Test
    void aLyingDiskLosesWhatWasAcknowledgedAtSync() throws InterruptedException {
        int lost = 0;
        int refusals = 0;
        for (int round = 0; round < 5; round++) {
            ProcessTarget target = open("sync");
            target.impose(0, new DiskCondition.LyingSyncs());
            try {
                int acknowledged = appendUntilPowerIsLost(target, 0, 50, round);
                lost += Math.max(0, acknowledged - numbers(target).size());
            } catch (TargetLostException e) {
                refusals++;
            }
            target.close();
        }
        assertThat(lost + refusals).isPositive();
    }

    private static void startAnew(ProcessTarget target) {
        target.kill(0);
        target.start(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITE", "SYNC"})
    void aWriteThatTheDiskRefusesIsOfUnknownOutcome(Call call) {
        ProcessTarget target = open("sync");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(0, 0);
            Controls.Imposed failures = target.impose(0, new DiskCondition.FailingCalls(Set.of(call), 1, 7));
            assertThatThrownBy(() -> connection.append(0, 1)).isInstanceOf(OutcomeUnknownException.class);
            failures.close();
        }
        startAnew(target);
        assertThat(numbers(target)).isIn(below(1), below(2));
    }

    @Test
    void aSlowDiskSlowsWhatWaitsForSyncs() {
        ProcessTarget target = open("sync");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            connection.append(0, 0);
            target.impose(0, new DiskCondition.SlowSyncs(Duration.ofMillis(200), Duration.ofMillis(210)));
            long start = System.nanoTime();
            connection.append(0, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    /** Nothing is synced, but a process alone takes nothing with it that it had handed to the system. */
    @Test
    void aTornWriteLosesNothingAcknowledged() {
        ProcessTarget target = open("async");
        target.impose(0, new DiskCondition.TornWrites(1, 0.02, 7));
        int acknowledged = 0;
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            while (acknowledged < 100_000) {
                connection.append(acknowledged % INVOCATIONS, acknowledged);
                acknowledged++;
            }
        } catch (OutcomeUnknownException | NoEffectException e) {
            assertThat(acknowledged).isPositive();
        }
        assertThat(acknowledged).isLessThan(100_000);
        startAnew(target);
        assertThat(numbers(target)).isIn(below(acknowledged), below(acknowledged + 1));
    }

    /** The store must not answer with what was never written: it refuses to open, or is without what came after. */
    @Test
    void aFlippedBitInTheLogIsFoundOutWhenItIsRead() {
        ProcessTarget target = open("async");
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            for (int number = 0; number < 50; number++) {
                if (number == 25) {
                    target.impose(0, new DiskCondition.FlippedBits(1, 1, 7));
                }
                connection.append(number % INVOCATIONS, number);
            }
        }
        target.kill(0);
        try {
            target.start(0);
        } catch (TargetLostException e) {
            assertThat(e).hasMessageContaining("instead of starting");
            return;
        }
        assertThat(numbers(target)).isEqualTo(below(25));
    }
}
