package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** What is wrong with a directory is said in one line. */
class StoreDirectoryTest {
    @TempDir
    Path temporary;

    private static final StoreOptions SMALL = StoreOptions.defaults();
    private static final StoreOptions EXISTING =
            StoreOptions.builder().createIfMissing(false).build();

    private static String refusal(Path directory, StoreOptions options) {
        StoreException refusal = catchThrowableOfType(
                StoreException.class,
                () -> PartitionStore.open(directory, options).close());
        assertThat(refusal).as("opening %s", directory).isNotNull();
        assertThat(refusal.kind()).isEqualTo(StoreException.Kind.OPEN);
        assertThat(refusal).hasMessageContaining(directory.toString());
        return assertOneLine(String.valueOf(refusal.getMessage()));
    }

    private static String assertOneLine(String message) {
        assertThat(message).doesNotContain("\n");
        return message;
    }

    /** A store with 2,000 entries in one SST file, closed. */
    private Path filled() {
        Path directory = temporary.resolve("store");
        try (PartitionStore store = PartitionStore.open(directory, SMALL)) {
            List<CompletableFuture<Outcome>> written = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                written.add(store.submit(Commands.append(i % 10, "entry number " + i)));
            }
            written.forEach(CompletableFuture::join);
            store.flush();
        }
        return directory;
    }

    private static List<Path> files(Path directory, String part) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("rocksdb"))) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static void flip(Path file, double where) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long position = (long) (bytes.length() * where);
            bytes.seek(position);
            int old = bytes.read();
            bytes.seek(position);
            bytes.write(old ^ 0x10);
        }
    }

    private static void truncate(Path file, double to) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength((long) (bytes.length() * to));
        }
    }

    @Test
    void aDirectoryIsMadeOnlyWhenAskedFor() {
        Path directory = temporary.resolve("new");
        assertThat(refusal(directory, EXISTING)).contains("no store at").contains("does not exist");
        PartitionStore.open(directory, SMALL).close();
        PartitionStore.open(directory, EXISTING).close();
    }

    @Test
    void anEmptyDirectoryIsNoStore() throws IOException {
        assertThat(refusal(Files.createDirectory(temporary.resolve("empty")), EXISTING))
                .contains("is empty");
    }

    @Test
    void theParentMustExist() {
        assertThat(refusal(temporary.resolve("no/such"), SMALL)).contains("its parent is not an existing directory");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPlaceWhereNothingCanBeMadeIsAnError() {
        assertThat(refusal(Path.of("/proc/skewer-store"), SMALL)).contains("cannot use");
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        assertThat(refusal(Files.createFile(temporary.resolve("file")), SMALL)).contains("not a directory");
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
        Path foreign = Files.createDirectory(temporary.resolve("foreign"));
        Files.writeString(foreign.resolve("letters.txt"), "dear");
        assertThat(refusal(foreign, SMALL)).contains("not empty").contains("letters.txt");
        assertThat(foreign.toFile().list()).containsExactly("letters.txt");
    }

    @Test
    void anotherProgramsRocksDbIsLeftAlone() throws Exception {
        Path foreign = temporary.resolve("rocks");
        RocksDB.loadLibrary();
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB db = RocksDB.open(options, foreign.toString())) {
            db.put(new byte[] {1}, new byte[] {2});
        }
        assertThat(refusal(foreign, SMALL)).contains("RocksDB database that was not made by this store");
    }

    @Test
    void otherColumnFamiliesAreAnError() throws Exception {
        Path directory = temporary.resolve("store");
        PartitionStore.open(directory, SMALL).close();
        try (Options options = new Options();
                RocksDB db = openAll(options, directory.resolve("rocksdb"))) {
            db.createColumnFamily(new ColumnFamilyDescriptor(Commands.bytes("extra")))
                    .close();
        }
        assertThat(refusal(directory, SMALL)).contains("column families").contains("extra");
    }

    private static RocksDB openAll(Options options, Path rocksdb) throws Exception {
        List<ColumnFamilyDescriptor> families = RocksDB.listColumnFamilies(options, rocksdb.toString()).stream()
                .map(ColumnFamilyDescriptor::new)
                .collect(Collectors.toList());
        return RocksDB.open(rocksdb.toString(), families, new ArrayList<>());
    }

    @Test
    void aFormatFromTheFutureIsAnError() throws IOException {
        Path directory = filled();
        Files.writeString(directory.resolve("FORMAT"), "skewer-store 2\nsomething new\n");
        assertThat(refusal(directory, SMALL)).contains("format 2").contains("reads format 1 only");
    }

    @Test
    void aDamagedFormatFileIsAnError() throws IOException {
        Path directory = filled();
        Files.writeString(directory.resolve("FORMAT"), "skewer-store 1\npart");
        assertThat(refusal(directory, SMALL)).contains("damaged store").contains("FORMAT");
        Files.write(directory.resolve("FORMAT"), new byte[] {0, -1, 7});
        assertThat(refusal(directory, SMALL)).contains("FORMAT");
        Files.write(directory.resolve("FORMAT"), new byte[0]);
        assertThat(refusal(directory, SMALL)).contains("FORMAT");
    }

    @Test
    void theNumberOfPartitionsStays() {
        Path directory = filled();
        assertThat(refusal(directory, StoreOptions.builder().partitions(2).build()))
                .contains("has 1 partitions, not 2");
    }

    @Test
    void aStoreIsOpenOnce() {
        Path directory = temporary.resolve("store");
        try (PartitionStore store = PartitionStore.open(directory, SMALL)) {
            assertThat(refusal(directory, SMALL)).contains("open already, in this process");
            assertThat(store.execute(Commands.append(1, "still here"))).isInstanceOf(Outcome.Appended.class);
        }
        PartitionStore.open(directory, SMALL).close();
    }

    @Test
    void aStoreIsOpenInOneProcess() throws Exception {
        Path directory = temporary.resolve("store");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenAndWait.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('o');
            assertThat(refusal(directory, SMALL)).contains("open in another process");
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        PartitionStore.open(directory, SMALL).close();
    }

    /** A process that opens a store, says so with one letter, and holds it until its input ends. */
    static final class OpenAndWait {
        private OpenAndWait() {}

        public static void main(String[] arguments) throws IOException {
            try (PartitionStore store = PartitionStore.open(Path.of(arguments[0]), SMALL)) {
                assertThat(store.partitions()).isEqualTo(1);
                System.out.write('o');
                System.out.flush();
                assertThat(System.in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aMissingCurrentFileIsDamageNotANewStore() throws IOException {
        Path directory = filled();
        Files.delete(directory.resolve("rocksdb/CURRENT"));
        assertThat(refusal(directory, SMALL)).contains("damaged store").contains("CURRENT");
        assertThat(files(directory, ".sst")).isNotEmpty();
    }

    @Test
    void aTruncatedCurrentFileIsDamage() throws IOException {
        Path directory = filled();
        truncate(directory.resolve("rocksdb/CURRENT"), 0.5);
        assertThat(refusal(directory, SMALL)).contains("damaged store");
    }

    @Test
    void aDamagedManifestIsDamage() throws IOException {
        Path directory = filled();
        flip(files(directory, "MANIFEST").get(0), 0.3);
        assertThat(refusal(directory, SMALL)).contains("damaged store");
    }

    @Test
    void aTruncatedManifestIsDamage() throws IOException {
        Path directory = filled();
        truncate(files(directory, "MANIFEST").get(0), 0.0);
        assertThat(refusal(directory, SMALL)).contains("damaged store");
    }

    @Test
    void aMissingTableIsDamage() throws IOException {
        Path directory = filled();
        Files.delete(files(directory, ".sst").get(0));
        assertThat(refusal(directory, SMALL)).contains("damaged store");
    }

    @Test
    void aTruncatedTableIsDamage() throws IOException {
        Path directory = filled();
        for (Path table : files(directory, ".sst")) {
            truncate(table, 0.5);
        }
        assertThat(refusal(directory, SMALL)).contains("damaged store");
    }

    @Test
    void aFlippedBitInATableIsFoundWhenOpening() throws IOException {
        Path directory = filled();
        for (Path table : files(directory, ".sst")) {
            flip(table, 0.2);
        }
        assertThat(refusal(directory, SMALL)).contains("damaged store");
    }

    @Test
    void aFlippedBitThatWasNotLookedForFailsTheRead() throws IOException {
        Path directory = filled();
        Path journal = Collections.max(
                files(directory, ".sst"),
                Comparator.comparing(file -> file.toFile().length()));
        flip(journal, 0.02);
        StoreOptions trusting = StoreOptions.builder().verifyOnOpen(false).build();
        try (PartitionStore store = PartitionStore.open(directory, trusting);
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            long damaged = LongStream.range(0, 10)
                    .filter(invocation ->
                            catchThrowableOfType(StoreException.class, () -> reader.read(invocation, false)) != null)
                    .count();
            assertThat(damaged).isPositive();
        }
    }
}
