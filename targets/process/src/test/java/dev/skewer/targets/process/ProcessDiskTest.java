package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.targets.node.disk.DiskShim;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
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
}
