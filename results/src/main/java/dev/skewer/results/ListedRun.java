package dev.skewer.results;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A run folder that is there: of one test, or of a campaign with all of its runs. See {@link RunListing}.
 *
 * @param directory the folder; no symbolic link
 * @param test the name of the folder that it lies in
 * @param started when the run began, by the folder's name
 * @param sequence which of those that began in the same second, from 1
 * @param isOver whether it has its verdict; a run that goes on has none, and neither has one that was killed
 */
public record ListedRun(Path directory, String test, Instant started, int sequence, boolean isOver) {
    /**
     * What its files take, in bytes.
     *
     * @throws IOException if a folder in it cannot be read
     */
    public long bytes() throws IOException {
        var sum = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
                return FileVisitResult.CONTINUE;
            }
        });
        return sum.get();
    }

    /**
     * When something in it was last written.
     *
     * @throws IOException if a folder in it cannot be read
     */
    public Instant lastWritten() throws IOException {
        var last = new AtomicReference<>(Instant.MIN);
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Instant written = attributes.lastModifiedTime().toInstant();
                last.updateAndGet(before -> before.isBefore(written) ? written : before);
                return FileVisitResult.CONTINUE;
            }
        });
        return Objects.requireNonNull(last.get());
    }

    /**
     * Removes the folder and all in it. Symbolic links are removed, never followed.
     *
     * @throws IOException if something cannot be removed; the rest is then still there
     */
    public void delete() throws IOException {
        FileTree.delete(directory);
    }
}
