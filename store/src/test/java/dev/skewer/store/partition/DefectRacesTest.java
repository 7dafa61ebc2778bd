package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.YieldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each defect by the one race, made at yield points, that shows it. */
@Timeout(60)
class DefectRacesTest extends Races {
    @Test
    void halfSnapshot() {
        PartitionStore store = open(Defect.HALF_SNAPSHOT);
        fill(store, 1, "a");
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            at(YieldPoint.BEFORE_METADATA_READ, () -> fill(store, 1, "b"));
            assertThat(Model.describe(reader.read(1, false))).isEqualTo("Metadata[epoch=0, first=0, length=2] [0:a]");
        }
    }

    @Test
    void snapshotPerCall() {
        PartitionStore store = open(Defect.SNAPSHOT_PER_CALL);
        fill(store, 1, "a", "b");
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            at(YieldPoint.BETWEEN_METADATA_AND_JOURNAL, () -> store.execute(new Command.Trim(1, 1)));
            assertThat(Model.describe(reader.read(1, false))).isEqualTo("Metadata[epoch=0, first=0, length=2] [0:a]");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REUSED_SNAPSHOT", "LAGGING_READER"})
    void staleReads(Defect defect) {
        PartitionStore store = open(defect);
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            eventually(() -> {
                int length = reader.readJournal(1).journal().size();
                fill(store, 1, "a");
                return reader.readJournal(1).journal().size() == length;
            });
            // Late, not lost.
            int written = (int) store.appliedLsn(0);
            eventually(() -> reader.readJournal(1).journal().size() == written);
        }
    }

    @Test
    void replicaHopping() {
        PartitionStore store = open(Defect.REPLICA_HOPPING);
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            eventually(() -> {
                fill(store, 1, "a");
                int length = reader.readJournal(1).journal().size();
                return reader.readJournal(1).journal().size() < length;
            });
        }
    }

    @Test
    void metadataCache() {
        PartitionStore store = open(Defect.METADATA_CACHE);
        fill(store, 1, "a", "b", "c");
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            reader.read(1, false);
            store.execute(new Command.Trim(1, 1));
            assertThat(Model.describe(reader.read(1, false))).isEqualTo("Metadata[epoch=0, first=0, length=3] [0:a]");
            fill(store, 1, "d");
            assertThat(Model.describe(reader.read(1, false)))
                    .isEqualTo("Metadata[epoch=1, first=0, length=2] [0:a 1:d]");
        }
    }

    @Test
    void splitBatch() {
        PartitionStore store = open(Defect.SPLIT_BATCH);
        fill(store, 1, "a", "b");
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            List<String> between = new ArrayList<>();
            at(YieldPoint.BETWEEN_BATCHES, () -> between.add(Model.describe(reader.read(1, false))));
            store.execute(new Command.Trim(1, 1));
            assertThat(between).containsExactly("Metadata[epoch=0, first=0, length=2] [0:a]");
        }
    }

    @Test
    void keyByKeyTrim() {
        PartitionStore store = open(Defect.KEY_BY_KEY_TRIM);
        fill(store, 1, "a", "b", "c");
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            List<String> between = new ArrayList<>();
            at(YieldPoint.BETWEEN_BATCHES, () -> between.add(Model.describe(reader.read(1, false))));
            assertThat(store.execute(new Command.Trim(1, 1))).isEqualTo(new Outcome.Trimmed(4, new Metadata(1, 0, 1)));
            assertThat(between).containsExactly("Metadata[epoch=0, first=0, length=3] [0:a 1:b]");
            assertThat(Model.describe(reader.readRange(1, false)))
                    .isEqualTo("Metadata[epoch=1, first=0, length=1] [0:a]");
        }
    }

    @Test
    void tornAppendAll() {
        PartitionStore store = open(Defect.TORN_APPEND_ALL);
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            List<String> between = new ArrayList<>();
            at(
                    YieldPoint.BETWEEN_BATCHES,
                    () -> reader.scan(new long[] {1, 2}).forEach(view -> between.add(Model.describe(view))));
            store.execute(Commands.appendAll(Commands.append(1, "a"), Commands.append(2, "b")));
            assertThat(between).containsExactly("Metadata[epoch=0, first=0, length=1] [0:a]", "null []");
        }
    }

    @Test
    void earlyAck() {
        PartitionStore store = open(Defect.EARLY_ACK);
        CountDownLatch acknowledged = new CountDownLatch(1);
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            at(YieldPoint.BEFORE_COMMIT, () -> await(acknowledged));
            store.execute(Commands.append(1, "a"));
            assertThat(reader.readMetadata(1)).isNull();
            acknowledged.countDown();
            eventually(() -> reader.readMetadata(1) != null);
        }
    }

    @Test
    void epochReuse() {
        PartitionStore store = open(Defect.EPOCH_REUSE);
        fill(store, 1, "a", "b");
        store.execute(new Command.Trim(1, 1));
        assertThat(store.execute(Commands.append(1, "c")))
                .isEqualTo(new Outcome.Appended(4, List.of(new Outcome.Position(0, 1))));
    }

    @Test
    void staleTrimLength() {
        PartitionStore store = open(Defect.STALE_TRIM_LENGTH);
        fill(store, 1, "a", "b");
        store.execute(Commands.setState(1, "k", "c"));
        store.execute(new Command.Trim(1, 1));
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(Model.describe(reader.readRange(1, false)))
                    .isEqualTo("Metadata[epoch=1, first=0, length=1] [0:a 2:c]");
        }
    }

    @Test
    void greedyCompaction() {
        PartitionStore store = open(Defect.GREEDY_COMPACTION);
        fill(store, 1, "a", "b", "c");
        store.execute(new Command.Compact(1, 1));
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(Model.describe(reader.read(1, false))).isEqualTo("Metadata[epoch=0, first=1, length=3] [2:c]");
        }
    }

    @Test
    void resurrectingCompaction() {
        PartitionStore store = open(Defect.RESURRECTING_COMPACTION);
        fill(store, 1, "a", "b", "c", "d");
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        // The trim is decided and not yet committed when the compaction is requested.
        at(YieldPoint.BEFORE_COMMIT, () -> outcomes.add(store.submit(new Command.Compact(1, 1))));
        store.execute(new Command.Trim(1, 2));
        outcomes.get(0).join();
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(Model.describe(reader.read(1, false)))
                    .isEqualTo("Metadata[epoch=1, first=1, length=4] [1:b 2:c 3:d]");
        }
    }

    @Test
    void doubleAppendOnRetry() {
        PartitionStore store = open(Defect.DOUBLE_APPEND_ON_RETRY);
        for (int i = 1; i < 64; i++) {
            fill(store, 2, "x");
        }
        assertThat(store.execute(Commands.append(1, "a")))
                .isEqualTo(new Outcome.Appended(65, List.of(new Outcome.Position(0, 1))));
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(reader.readJournal(1).journal()).hasToString("[0:a 1:a]");
        }
    }

    @Test
    void lateRefusal() {
        PartitionStore store = open(Defect.LATE_REFUSAL);
        for (int i = 1; i < 64; i++) {
            fill(store, 2, "x");
        }
        assertThat(store.execute(Commands.append(1, "a"))).isEqualTo(new Outcome.Rejected("timed out"));
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(reader.readJournal(1).journal()).hasToString("[0:a]");
        }
    }

    @Test
    void forgetfulBatch() {
        PartitionStore store = open(Defect.FORGETFUL_BATCH);
        fill(store, 1, "a");
        List<CompletableFuture<Outcome>> together = new ArrayList<>();
        // While the writer is busy, two appends queue up and become one batch.
        at(YieldPoint.BEFORE_ACKNOWLEDGE, () -> {
            together.add(store.submit(Commands.append(1, "b")));
            together.add(store.submit(Commands.append(1, "c")));
        });
        fill(store, 2, "x");
        assertThat(together.stream().map(CompletableFuture::join))
                .extracting(outcome -> ((Outcome.Appended) outcome).positions())
                .containsOnly(List.of(new Outcome.Position(0, 1)));
        try (PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            assertThat(reader.readJournal(1).journal()).hasToString("[0:a 1:c]");
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void eventually(Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
