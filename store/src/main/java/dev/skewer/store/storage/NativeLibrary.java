package dev.skewer.store.storage;

import dev.skewer.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library once, and leaves no copy of it behind.
 *
 * <p>RocksDB unpacks its library, some 17 MB, into a temporary file that goes away when the JVM ends in good order; a JVM
 * that is killed leaves it for ever. Where a file may be deleted while it is in use, which is everywhere but on Windows,
 * this one is deleted as soon as it is loaded. It lies in a directory named {@code skewer-}pid, as all temporary files
 * here do, so that a later process sees whose it was.
 */
public final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library unless it is loaded.
     *
     * @throws StoreException if it cannot be
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            Path directory = Files.createTempDirectory(
                    "skewer-" + ProcessHandle.current().pid() + "-native-");
            // The order matters: what is registered last is deleted first, and RocksDB registers the file.
            directory.toFile().deleteOnExit();
            try {
                NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
            } finally {
                delete(directory);
            }
            // Finds the library loaded, and says so to the rest of RocksDB.
            RocksDB.loadLibrary();
            loaded = true;
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            throw new StoreException(
                    StoreException.Kind.OPEN,
                    "RocksDB's native library cannot be loaded (it is unpacked to java.io.tmpdir, "
                            + System.getProperty("java.io.tmpdir") + "): " + e.getMessage(),
                    e);
        }
    }

    /**
     * Unpacks the library for other JVMs, which load it from there when their {@code java.library.path} names the directory: that
     * takes a tenth of a second off the start of each.
     *
     * @param directory exists
     * @throws StoreException if it cannot be
     */
    public static void unpack(Path directory) {
        String name = Environment.getJniLibraryFileName("rocksdb");
        try (InputStream packed = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
            if (packed == null) {
                throw new StoreException(StoreException.Kind.OPEN, "RocksDB has no native library " + name);
            }
            Files.copy(packed, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.OPEN,
                    "RocksDB's native library cannot be unpacked to " + directory + ": " + e,
                    e);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> unpacked;
        try (Stream<Path> files = Files.list(directory)) {
            unpacked = files.toList();
        }
        try {
            for (Path file : unpacked) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            // The library is in use and this system does not let go of it: it goes when the JVM ends.
            return;
        }
    }
}
