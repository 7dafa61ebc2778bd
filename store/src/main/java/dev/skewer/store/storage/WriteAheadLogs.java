package dev.skewer.store.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of RocksDB's write-ahead log: {@code 000012.log} and so on, a greater number for a later one. */
final class WriteAheadLogs {
    private static final String SUFFIX = ".log";

    private WriteAheadLogs() {}

    /** Those in {@code directory}, oldest first. */
    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparingLong(WriteAheadLogs::number))
                    .toList();
        }
    }

    private static long number(Path log) {
        String name = log.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }
}
