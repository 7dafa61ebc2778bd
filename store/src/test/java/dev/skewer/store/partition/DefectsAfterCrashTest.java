package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Metadata;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each defect that needs a crash, or damage, made to happen at will; and the sound store at the same place. */
class DefectsAfterCrashTest {
    @TempDir
    Path folder;

    private static StoreOptions.Builder options(Durability durability, Defect... defects) {
        return StoreOptions.builder().durability(durability).defects(Set.of(defects));
    }

    private Path live() {
        return folder.resolve("live");
    }

    private Path image() {
        return folder.resolve("image");
    }

    private static InvocationView read(Path directory, StoreOptions options, long invocation) {
        try (PartitionStore store = PartitionStore.open(directory, options);
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            return reader.readRange(invocation, false);
        }
    }

    private static List<String> entries(InvocationView view) {
        List<String> entries = new ArrayList<>();
        for (byte[] entry : view.journal().entries()) {
            entries.add(Commands.text(entry).strip());
        }
        return entries;
    }

    // ── lsn-outside-batch ───────────────────────────────────────────────────────────────────────────────────────

    @Test
    void anLsnOutsideTheBatchMakesTheReplayApplyTwice() {
        assertThat(afterCrashAt(YieldPoint.BETWEEN_BATCHES, Defect.LSN_OUTSIDE_BATCH))
                .containsExactly("a", "b", "b");
    }

    @Test
    void anLsnInTheBatchDoesNot() {
        assertThat(afterCrashAt(YieldPoint.AFTER_LOG)).containsExactly("a", "b");
        assertThat(afterCrashAt(YieldPoint.AFTER_COMMIT)).containsExactly("a", "b");
        assertThat(afterCrashAt(YieldPoint.BEFORE_COMMIT)).containsExactly("a");
    }

    /** The entries after memory was written to files, and the process died, while "b" was at {@code point}. */
    private List<String> afterCrashAt(YieldPoint point, Defect... defects) {
        Path image = folder.resolve("image-" + point);
        AtomicReference<Runnable> due = new AtomicReference<>(() -> {});
        YieldPoints yieldPoints = (at, invocation) -> {
            if (at == point) {
                due.getAndSet(() -> {}).run();
            }
        };
        StoreOptions options = options(Durability.REPLAYED, defects).build();
        try (PartitionStore store = PartitionStore.open(
                folder.resolve("live-" + point),
                options(Durability.REPLAYED, defects).yieldPoints(yieldPoints).build())) {
            store.execute(Commands.append(1, "a"));
            due.set(() -> {
                store.flush();
                store.copyFiles(image);
            });
            store.execute(Commands.append(1, "b"));
        }
        return entries(read(image, options, 1));
    }

    // ── no-atomic-flush ─────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void flushesOfOneFamilyLeaveTheOthersBehind() {
        InvocationView after = afterFlushOfWhatIsFull(Defect.NO_ATOMIC_FLUSH);
        assertThat(after.journal().size()).isPositive();
        assertThat(Findings.whole(after)).isFalse();
    }

    @Test
    void flushesOfAllTogetherDoNot() {
        InvocationView after = afterFlushOfWhatIsFull();
        assertThat(after.journal().size()).isPositive();
        assertThat(Findings.whole(after)).isTrue();
    }

    private InvocationView afterFlushOfWhatIsFull(Defect... defects) {
        StoreOptions options =
                options(Durability.NONE, defects).writeBufferBytes(64 << 10).build();
        try (PartitionStore store = PartitionStore.open(live(), options)) {
            String entry = "x".repeat(1 << 10);
            for (int i = 0; i < 400; i++) {
                store.execute(Commands.append(1, entry));
            }
            store.copyFiles(image());
        }
        return read(image(), options, 1);
    }

    @Test
    void aCrashBetweenTwoFlushesLeavesTheMetadataWithoutItsJournal() {
        InvocationView after = afterCrashBetweenFlushes(Defect.NO_ATOMIC_FLUSH);
        assertThat(Objects.requireNonNull(after.metadata()).length()).isEqualTo(1);
        assertThat(after.journal().size()).isZero();
    }

    @Test
    void aFlushOfAllTogetherHasNoBetween() {
        StoreOptions options = options(Durability.NONE)
                .yieldPoints((point, invocation) -> assertThat(point).isNotEqualTo(YieldPoint.BETWEEN_FLUSHES))
                .build();
        try (PartitionStore store = PartitionStore.open(live(), options)) {
            store.execute(Commands.append(1, "a"));
            store.flush();
            store.copyFiles(image());
        }
        assertThat(entries(read(image(), options, 1))).containsExactly("a");
    }

    /** What is there when the process died after the first of the flushes. */
    private InvocationView afterCrashBetweenFlushes(Defect... defects) {
        AtomicReference<Runnable> due = new AtomicReference<>(() -> {});
        StoreOptions.Builder options = options(Durability.NONE, defects);
        YieldPoints yieldPoints = (point, invocation) -> {
            if (point == YieldPoint.BETWEEN_FLUSHES) {
                due.getAndSet(() -> {}).run();
            }
        };
        try (PartitionStore store = PartitionStore.open(
                live(),
                options(Durability.NONE, defects).yieldPoints(yieldPoints).build())) {
            store.execute(Commands.append(1, "a"));
            due.set(() -> store.copyFiles(image()));
            store.flush();
            assertThat(store.journalTables()).hasSize(1).allMatch(Files::exists);
        }
        return read(image(), options.build(), 1);
    }

    // ── serve-before-replay ─────────────────────────────────────────────────────────────────────────────────────

    @Test
    void readsBeforeTheReplayAreOfThePast() {
        int length = 20_000;
        assertThat(firstReadAfterCrash(length, Defect.SERVE_BEFORE_REPLAY)).isLessThan(length);
    }

    @Test
    void readsAfterTheReplayAreNot() {
        assertThat(firstReadAfterCrash(20_000)).isEqualTo(20_000);
    }

    private int firstReadAfterCrash(int appends, Defect... defects) {
        StoreOptions options = options(Durability.REPLAYED, defects).build();
        try (PartitionStore store = PartitionStore.open(live(), options)) {
            List<CompletableFuture<?>> writes = new ArrayList<>();
            for (int i = 0; i < appends; i++) {
                writes.add(store.submit(Commands.append(1, "x")));
            }
            writes.forEach(CompletableFuture::join);
            store.copyFiles(image());
        }
        try (PartitionStore store = PartitionStore.open(image(), options);
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            Metadata first = reader.readMetadata(1);
            // A command waits for the replay whatever reads do, so everything is there in the end.
            store.execute(Commands.append(2, "y"));
            assertThat(Objects.requireNonNull(reader.readMetadata(1)).length()).isEqualTo(appends);
            return first == null ? 0 : first.length();
        }
    }

    @Test
    void aStoreThatIsClosedWhileItReplaysGoesOnTheNextTime() {
        StoreOptions defective =
                options(Durability.REPLAYED, Defect.SERVE_BEFORE_REPLAY).build();
        StoreOptions options = options(Durability.REPLAYED).build();
        try (PartitionStore store = PartitionStore.open(live(), options)) {
            List<CompletableFuture<?>> writes = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                writes.add(store.submit(Commands.append(1, "" + i)));
            }
            writes.forEach(CompletableFuture::join);
            store.execute(Commands.append(1, "last"));
            store.copyFiles(image());
        }
        PartitionStore store = PartitionStore.open(image(), defective);
        store.close();
        assertThat(store.openHandles()).isZero();
        assertThat(entries(read(image(), options, 1))).hasSize(2_001).endsWith("last");
    }

    // ── trim-not-logged ─────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aTrimThatIsNotLoggedIsUndoneByTheReplay() {
        assertThat(afterTrimAndCrash(Defect.TRIM_NOT_LOGGED)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aTrimThatIsLoggedStays() {
        assertThat(afterTrimAndCrash()).containsExactly("a", "d");
    }

    private List<String> afterTrimAndCrash(Defect... defects) {
        StoreOptions options = options(Durability.REPLAYED, defects).build();
        try (PartitionStore store = PartitionStore.open(live(), options)) {
            Races.fill(store, 1, "a", "b", "c");
            store.execute(new Command.Trim(1, 1));
            Races.fill(store, 1, "d");
            store.copyFiles(image());
        }
        return entries(read(image(), options, 1));
    }

    // ── skip-corrupt-wal ────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void skippingADamagedRecordLeavesAHole() throws IOException {
        StoreOptions options = options(Durability.SYNC, Defect.SKIP_CORRUPT_WAL).build();
        InvocationView after = afterFlippedBit(options);
        assertThat(Findings.whole(after)).isFalse();
        assertThat(entries(after)).contains("0", "199");
    }

    @Test
    void endingAtADamagedRecordLosesWhatFollows() throws IOException {
        InvocationView after = afterFlippedBit(options(Durability.ASYNC).build());
        assertThat(Findings.whole(after)).isTrue();
        assertThat(entries(after)).contains("0").doesNotContain("199");
    }

    @Test
    void refusingADamagedRecordLosesNothing() {
        assertThatThrownBy(() -> afterFlippedBit(options(Durability.SYNC).build()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("damaged store")
                // As only RocksDB's own log has it.
                .hasMessageMatching(".*; \\S+\\.log: dropping \\d+ bytes; Corruption: checksum mismatch.*");
    }

    private InvocationView afterFlippedBit(StoreOptions options) throws IOException {
        try (PartitionStore store = PartitionStore.open(live(), options)) {
            // Several blocks of 32 KiB: RocksDB skips the rest of the block that is damaged.
            String padding = " ".repeat(1 << 10);
            for (int i = 0; i < 200; i++) {
                store.execute(Commands.append(1, i + padding));
            }
            store.copyFiles(image());
        }
        Path log = largest(image().resolve("rocksdb"), ".log");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 2] ^= 1;
        Files.write(log, bytes);
        return read(image(), options, 1);
    }

    // ── ignore-iterator-status ──────────────────────────────────────────────────────────────────────────────────

    @Test
    void anIteratorThatCouldNotGoOnIsTakenForTheEnd() throws IOException {
        InvocationView found = afterDamageOfATable(options(Durability.ASYNC, Defect.IGNORE_ITERATOR_STATUS)
                .verifyOnOpen(false)
                .build());
        assertThat(Objects.requireNonNull(found.metadata()).length()).isEqualTo(200);
        assertThat(found.journal().size()).isLessThan(200);
    }

    @Test
    void anIteratorThatIsAskedFailsTheRead() {
        assertThatThrownBy(() -> afterDamageOfATable(
                        options(Durability.ASYNC).verifyOnOpen(false).build()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot read invocation 1");
    }

    private InvocationView afterDamageOfATable(StoreOptions options) throws IOException {
        try (PartitionStore store = PartitionStore.open(live(), options)) {
            for (int i = 0; i < 200; i++) {
                store.execute(Commands.append(1, ("" + i).repeat(100)));
            }
            store.flush();
        }
        Path table = largest(live().resolve("rocksdb"), ".sst");
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 3] ^= 1;
        Files.write(table, bytes);
        return read(live(), options, 1);
    }

    private static Path largest(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
