package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Durability;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loss of power may leave of the write-ahead log behind what was synced is no damage, and what was synced is there. */
class TornTailTest {
    private static final int SECTOR = 512;
    private static final int SYNCED = 5;
    private static final int WRITTEN = 9;
    private static final StoreOptions SYNC =
            StoreOptions.builder().durability(Durability.SYNC).build();

    @TempDir
    Path folder;

    /** The images of a store after each of its appends, with entries of {@code length} bytes; for each how long its log is. */
    private List<Integer> images(int length) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        try (PartitionStore store = PartitionStore.open(folder.resolve("store"), SYNC)) {
            for (int i = 0; i < WRITTEN; i++) {
                store.submit(Commands.append(1, i + "x".repeat(length))).join();
                store.copyFiles(folder.resolve("image-" + i));
                sizes.add((int) Files.size(log(folder.resolve("image-" + i))));
            }
        }
        return sizes;
    }

    private static Path log(Path image) throws IOException {
        try (Stream<Path> files = Files.list(image.resolve("rocksdb"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static int entriesIn(Path image) {
        try (PartitionStore store = PartitionStore.open(image, SYNC);
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            return reader.readRange(1, false).journal().entries().length;
        }
    }

    /** A copy of the last image with another log. */
    private Path with(byte[] log, String name) {
        Path source = folder.resolve("image-" + (WRITTEN - 1));
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(source.relativize(file).toString()));
            }
            Files.write(log(copy), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    private byte[] lastLog() throws IOException {
        return Files.readAllBytes(log(folder.resolve("image-" + (WRITTEN - 1))));
    }

    @Test
    void zerosFromASectorOnBehindWhatWasSyncedAreCutOff() throws IOException {
        List<Integer> sizes = images(2_000);
        int synced = sizes.get(SYNCED - 1);
        int tried = 0;
        for (int sector = (synced / SECTOR + 1) * SECTOR; sector < sizes.get(WRITTEN - 1); sector += SECTOR) {
            byte[] log = lastLog();
            Arrays.fill(log, sector, log.length, (byte) 0);
            int from = sector;
            long whole = sizes.stream().filter(size -> size <= from).count();
            assertThat(entriesIn(with(log, "torn-at-" + sector)))
                    .as("zeros from byte %d of a log with ends at %s", sector, sizes)
                    .isEqualTo((int) whole);
            tried++;
        }
        assertThat(tried).isGreaterThan(10);
    }

    @Test
    void anEndThatIsCutOffAnywhereIsNoDamage() throws IOException {
        List<Integer> sizes = images(300);
        for (int size = sizes.get(SYNCED - 1); size <= sizes.get(WRITTEN - 1); size += 41) {
            int to = size;
            long whole = sizes.stream().filter(end -> end <= to).count();
            assertThat(entriesIn(with(Arrays.copyOf(lastLog(), size), "cut-at-" + size)))
                    .as("the first %d bytes of a log with ends at %s", size, sizes)
                    .isEqualTo((int) whole);
        }
    }

    @Test
    void aFlippedBitIsStillRefused() throws IOException {
        List<Integer> sizes = images(2_000);
        for (int record : new int[] {SYNCED, WRITTEN - 1}) {
            byte[] log = lastLog();
            log[sizes.get(record) - 700] ^= 8;
            Path image = with(log, "flipped-" + record);
            assertThatThrownBy(() -> PartitionStore.open(image, SYNC).close())
                    .as("a flipped bit in the record that ends at %d of %d", sizes.get(record), log.length)
                    .isInstanceOf(StoreException.class);
            assertThat(Files.readAllBytes(log(image))).as("the log afterwards").isEqualTo(log);
        }
    }

    @Test
    void aRecordInTheMiddleThatIsZerosFromASectorOnIsStillRefused() throws IOException {
        List<Integer> sizes = images(2_000);
        byte[] log = lastLog();
        int end = sizes.get(SYNCED);
        Arrays.fill(log, (end - 1) / SECTOR * SECTOR, end, (byte) 0);
        Path image = with(log, "torn-in-the-middle");
        assertThatThrownBy(() -> PartitionStore.open(image, SYNC).close()).isInstanceOf(StoreException.class);
    }
}
