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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk does to the store: RocksDB in a child JVM, below the shim. */
class ProcessDiskTest {
    @TempDir
    Path folder;

    private ProcessTarget target;
    private int runs;

    @BeforeAll
    static void needsTheShim() {
        assumeTrue(DiskShim.availability().isAvailable(), () -> "" + DiskShim.availability().obstacle());
    }

    private void open(String durability) {
        target = (ProcessTarget) ProcessTarget.TYPE.open(new TargetSettings(
                folder.resolve("data-" + runs++),
                "snapshot",
                durability,
                Map.of("nodes", "1", "deadline", "4000"),
                List.of(),
                Set.of(Controls.Disks.class),
                new Seed(1)));
    }

    @AfterEach
    void close() {
        if (target != null) {
            target.close();
        }
    }

    private int length() {
        try (JournalConnection connection = target.connect(JournalConnection.class)) {
            Metadata metadata = connection.readMetadata(1);
            int length = metadata == null ? 0 : metadata.length();
            assertThat(connection.read(1, false, false).rows().size()).isEqualTo(length);
            return length;
        }
    }

    /** Appends until the power goes; returns how many appends were acknowledged, and how many more were asked for. */
    private int[] appendUntilPowerIsLost(int from, int count, long seed) throws InterruptedException {
        int[] done = {0, 0};
        Thread writer = new Thread(() -> {
            try (JournalConnection connection = target.connect(JournalConnection.class)) {
                for (int i = 0; ; i++) {
                    try {
                        connection.append(1, from + i);
                        done[0]++;
                    } catch (OutcomeUnknownException e) {
                        done[1]++;
                        return;
                    }
                }
            } catch (NoEffectException e) {
                return;
            }
        });
        writer.start();
        while (done[0] < count && writer.isAlive()) {
            Thread.onSpinWait();
        }
        target.losePower(0, seed);
        writer.join();
        target.start(0);
        return done;
    }

    @Test
    void atSyncNothingAcknowledgedIsLost() throws InterruptedException {
        open("sync");
        int there = 0;
        for (int round = 0; round < 10; round++) {
            int[] done = appendUntilPowerIsLost(there, 1 + 10 * round, round);
            assertThat(length()).isBetween(there + done[0], there + done[0] + done[1]);
            there = length();
        }
    }

    @Test
    void atAsyncASuffixIsLost() throws InterruptedException {
        open("async");
        int lost = 0;
        int there = 0;
        for (int round = 0; round < 10; round++) {
            int[] done = appendUntilPowerIsLost(there, 100, round);
            int left = length();
            assertThat(left).isBetween(0, there + done[0] + done[1]);
            lost += Math.max(0, there + done[0] - left);
            there = left;
        }
        assertThat(lost).isPositive();
    }

    /** Either it finds out and refuses to open, or it is without what it acknowledged. */
    @Test
    void aLyingDiskLosesWhatWasAcknowledgedAtSync() throws InterruptedException {
        int lost = 0;
        int refusals = 0;
        for (int round = 0; round < 5; round++) {
            open("sync");
            target.impose(0, new DiskCondition.LyingSyncs());
            try {
                int[] done = appendUntilPowerIsLost(0, 50, round);
                lost += Math.max(0, done[0] - length());
            } catch (TargetLostException e) {
                refusals++;
            }
            target.close();
        }
        assertThat(lost + refusals).isPositive();
    }
}
