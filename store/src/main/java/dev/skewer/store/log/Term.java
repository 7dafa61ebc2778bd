package dev.skewer.store.log;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The right to append to a log, which whoever opens it takes from the one before, in good order or not: the directory has one empty
 * file {@code term-N}, and a claim renames it to {@code term-N+1}. Of several that claim at one time one succeeds, as the others find the
 * file gone; and a term is over from the moment at which its file has another name, wherever its holder stands then.
 *
 * <p>Nothing here waits for the holder: it may have been stopped between any two steps, and go on at any time. So it cannot be kept from
 * writing to its own files. But it can look ({@link #isCurrent}) <em>after</em> it wrote. If its term is current then, the next one is
 * claimed later, and whoever claims it, and reads the log afterwards, finds what was written. Otherwise that is as unknown as after a
 * crash, and must not be acknowledged. This is what a fencing token is for (Kleppmann, <em>How to do distributed locking</em>, 2016;
 * Chubby's sequencers: Burrows, OSDI 2006, §2.4), with the order turned round, as a file system compares no tokens: mark, then look, on one
 * side; write, then look, on the other, as in Dekker's algorithm.
 *
 * <p>It takes a file system that all claimants see in one order, as a local one is.
 *
 * @param number from 1, each once in a log
 * @param file its mark
 */
record Term(long number, Path file) {
    private static final String PREFIX = "term-";
    /** A directory read while the file is renamed may show neither name; so often in a row it does not. */
    private static final int LOOKS = 1_000;

    /**
     * Claims the next term of the log in {@code directory}, which is made if it is not there.
     *
     * @param syncs whether to make that durable
     */
    static Term claim(Path directory, boolean syncs) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Path> last = find(directory);
            if (last.isEmpty()) {
                begin(directory, syncs);
                continue;
            }
            Term next = of(directory, numberOf(last.get()) + 1);
            try {
                Files.move(last.get(), next.file, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                // Another claimed it.
                continue;
            }
            if (syncs) {
                CommandLog.sync(directory);
            }
            return next;
        }
        throw new IOException("it does not say whose it is: there is no file " + PREFIX + "N");
    }

    /** The term of that number, be it current or not. */
    static Term of(Path directory, long number) {
        return new Term(number, directory.resolve(PREFIX + number));
    }

    /** Whether nobody has claimed a later one. */
    boolean isCurrent() {
        return Files.exists(file);
    }

    /** Marks a directory in which nobody looks yet as one whose last term was this. */
    void mark() throws IOException {
        Files.createFile(file);
    }

    private static Optional<Path> find(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> numberOf(file) >= 0).findAny();
        }
    }

    private static long numberOf(Path file) {
        String name = file.getFileName().toString();
        return name.matches(PREFIX + "[0-9]{1,18}") ? Long.parseLong(name.substring(PREFIX.length())) : -1;
    }

    /** Puts a directory there that has its mark from the beginning; where there is one with anything in it, it stays as it is. */
    private static void begin(Path directory, boolean syncs) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        Path making = Files.createTempDirectory(parent, "log-");
        Term none = of(making, 0);
        none.mark();
        try {
            if (syncs) {
                CommandLog.sync(making);
            }
            Files.move(making, directory, StandardCopyOption.ATOMIC_MOVE);
            if (syncs && parent != null) {
                CommandLog.sync(parent);
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // It is there, and not empty.
            Files.delete(none.file);
            Files.delete(making);
        }
    }
}
