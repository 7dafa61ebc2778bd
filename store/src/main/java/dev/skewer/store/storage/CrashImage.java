package dev.skewer.store.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Copies the files of a database in use as a crash of its process would leave them at some moment after the call. Nothing is flushed, and
 * nothing waits: writes, flushes and compactions go on meanwhile.
 *
 * <p>Why the copy is one that a crash can leave. The manifest grows at its end, and RocksDB says, under its own lock, how long it is and
 * which tables it names at that length; those never change, and stay as deletions are off. Whatever is not in these tables is in the
 * write-ahead logs that the manifest of that moment, or a later one, still needs, and these stay too. The logs are listed after that, so none
 * is missing that an acknowledged write is in by then; and copied in their order, each after the listing. A log that has a successor in the
 * list had got its last byte before, so only the last one can be cut: no hole comes between two.
 */
final class CrashImage {
    private CrashImage() {}

    static void copy(RocksDB db, Path source, Path target) throws RocksDBException, IOException {
        Files.createDirectories(target);
        db.disableFileDeletions();
        try {
            RocksDB.LiveFiles live = db.getLiveFiles(false);
            for (String name : live.files) {
                // They come as paths from the database's directory.
                Path file = source.resolve(name.substring(1));
                Path copy = target.resolve(name.substring(1));
                if (name.contains("MANIFEST")) {
                    copyBeginning(file, copy, live.manifestFileSize);
                } else if (name.endsWith(".sst")) {
                    share(file, copy);
                } else if (!name.endsWith("CURRENT")) {
                    Files.copy(file, copy);
                }
            }
            // Not copied: by now it may name another manifest.
            for (String name : live.files) {
                if (name.contains("MANIFEST")) {
                    Files.writeString(target.resolve("CURRENT"), name.substring(1) + "\n");
                }
            }
            for (Path log : WriteAheadLogs.in(source)) {
                Files.copy(log, target.resolve(log.getFileName()));
            }
        } finally {
            db.enableFileDeletions();
        }
    }

    private static void copyBeginning(Path file, Path copy, long size) throws IOException {
        try (var in = Files.newInputStream(file);
                var out = Files.newOutputStream(copy)) {
            out.write(in.readNBytes(Math.toIntExact(size)));
        }
    }

    /** A second name for a file that never changes; a copy where that is not possible. */
    private static void share(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(file, copy);
        }
    }
}
