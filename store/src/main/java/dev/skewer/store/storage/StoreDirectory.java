package dev.skewer.store.storage;

import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The directory of a store: a file {@value #FORMAT_FILE} that says what it is, RocksDB's own directory beside it, and the command
 * log's, where there is one.
 * Tells in one line what is wrong with a directory that is not usable as one.
 */
public final class StoreDirectory {
    /** The layout that this version writes, and the newest that it reads. */
    static final int FORMAT_VERSION = 1;

    static final String FORMAT_FILE = "FORMAT";
    static final String ROCKSDB_DIRECTORY = "rocksdb";
    private static final String LOG_DIRECTORY = "log";
    private static final String FORMAT_NAME = "skewer-store";
    private static final String TEMPORARY = FORMAT_FILE + ".tmp";

    private final Path directory;

    public StoreDirectory(Path directory) {
        this.directory = directory;
    }

    public Path rocksdb() {
        return directory.resolve(ROCKSDB_DIRECTORY);
    }

    /** Where the command log is, if there is one. */
    public Path log() {
        return directory.resolve(LOG_DIRECTORY);
    }

    /** Makes {@code target} a store of the same kind, without any data yet. */
    public void copyTo(Path target) throws IOException {
        Files.createDirectory(target);
        Files.copy(directory.resolve(FORMAT_FILE), target.resolve(FORMAT_FILE));
    }

    /**
     * Makes the directory a store if it is none yet and may be made one, and checks that it is one that these options
     * fit.
     */
    public void prepare(StoreOptions options) {
        try {
            List<String> names = names(options);
            if (names.contains(FORMAT_FILE)) {
                checkFormat(options);
                checkDatabase();
            } else {
                checkVacant(names);
                if (!options.createIfMissing()) {
                    throw failure("no store at " + directory + ": the directory is empty");
                }
                writeFormat(options);
            }
        } catch (IOException e) {
            throw failure("cannot use " + directory + " as a store: " + reason(e), e);
        }
    }

    private List<String> names(StoreOptions options) throws IOException {
        if (!Files.exists(directory)) {
            if (!options.createIfMissing()) {
                throw failure("no store at " + directory + ": the directory does not exist");
            }
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                throw failure("cannot make " + directory + ": its parent is not an existing directory");
            }
            Files.createDirectory(directory);
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    private void checkVacant(List<String> names) {
        List<String> foreign = new ArrayList<>(names);
        // Left by a crash while the store was made.
        foreign.remove(TEMPORARY);
        if (foreign.contains("CURRENT")) {
            throw failure(directory + " is a RocksDB database that was not made by this store");
        }
        if (!foreign.isEmpty()) {
            throw failure(directory + " is not a store, and not empty: it has " + foreign.get(0)
                    + (foreign.size() > 1 ? " and " + (foreign.size() - 1) + " more" : ""));
        }
    }

    private void writeFormat(StoreOptions options) throws IOException {
        Path temporary = directory.resolve(TEMPORARY);
        Files.writeString(
                temporary,
                FORMAT_NAME + " " + FORMAT_VERSION + "\npartitions " + options.partitions() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(temporary, directory.resolve(FORMAT_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkFormat(StoreOptions options) throws IOException {
        Path file = directory.resolve(FORMAT_FILE);
        byte[] bytes = Files.readAllBytes(file);
        String[] words = new String(bytes, StandardCharsets.ISO_8859_1).trim().split("\\s+", -1);
        if (words.length < 2 || !words[0].equals(FORMAT_NAME)) {
            throw failure(directory + " is not a store: its " + FORMAT_FILE + " file is not one of this store");
        }
        if (!words[1].equals(Integer.toString(FORMAT_VERSION))) {
            throw failure(directory + " has store format " + shortened(words[1]) + "; this version reads format "
                    + FORMAT_VERSION + " only");
        }
        if (words.length != 4 || !words[2].equals("partitions") || !words[3].matches("[1-9][0-9]{0,3}")) {
            throw failure("damaged store at " + directory + ": its " + FORMAT_FILE + " file cannot be read");
        }
        if (!words[3].equals(Integer.toString(options.partitions()))) {
            throw failure(
                    directory + " has " + words[3] + " partitions, not " + options.partitions() + " as asked for");
        }
    }

    private static String shortened(String word) {
        return word.length() > 20 ? word.substring(0, 20) + "…" : word;
    }

    private void checkDatabase() throws IOException {
        Path rocksdb = rocksdb();
        if (!Files.exists(rocksdb)) {
            // A crash right after FORMAT was written, or somebody took the data away. Only the first is likely.
            return;
        }
        if (!Files.exists(rocksdb.resolve("CURRENT"))) {
            try (Stream<Path> files = Files.list(rocksdb)) {
                // RocksDB would take this for a new database and delete what is there.
                if (files.anyMatch(file -> file.toString().endsWith(".sst"))) {
                    throw failure("damaged store at " + directory + ": it has data but RocksDB's CURRENT file is gone");
                }
            }
            return;
        }
        try (Options listing = new Options()) {
            List<String> families = RocksDB.listColumnFamilies(listing, rocksdb.toString()).stream()
                    .map(name -> new String(name, StandardCharsets.UTF_8))
                    .collect(Collectors.toList());
            // Fewer: a crash while the families were made, one after the other.
            if (!Database.FAMILIES.containsAll(families)) {
                throw failure(directory + " is not a store of this format: its column families are " + families);
            }
        } catch (RocksDBException e) {
            throw translate(e);
        }
    }

    /** What {@code e}, met while opening, means for this directory. */
    public StoreException translate(RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("lock hold by current process")) {
            return failure(directory + " is open already, in this process", e);
        }
        if (lower.contains("while lock file")) {
            return failure(directory + " is open in another process", e);
        }
        boolean corrupt = e.getStatus() != null && e.getStatus().getCode() == org.rocksdb.Status.Code.Corruption;
        if (corrupt || lower.contains("no such file")) {
            return failure("damaged store at " + directory + ": " + message + InfoLog.warnings(rocksdb()), e);
        }
        return failure("cannot open the store at " + directory + ": " + message, e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (e instanceof FileSystemException problem && problem.getReason() != null) {
            return problem.getReason();
        }
        return e.toString();
    }

    private static StoreException failure(String message) {
        return new StoreException(StoreException.Kind.OPEN, message);
    }

    private static StoreException failure(String message, Exception cause) {
        return new StoreException(StoreException.Kind.OPEN, message, cause);
    }
}
