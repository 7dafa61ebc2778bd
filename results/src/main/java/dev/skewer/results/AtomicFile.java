package dev.skewer.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes small files whole or not at all: into a hidden file beside the target, which then takes the target's name. A
 * process that is killed at any moment leaves the old content, the new content, or a hidden file that nobody reads;
 * never half of a file under its own name.
 */
public final class AtomicFile {
    private static final AtomicLong NEXT = new AtomicLong();

    private AtomicFile() {}

    /** Replaces the file's content. */
    public static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the file's content. */
    public static void write(Path file, byte[] content) throws IOException {
        Path draft = draftOf(file);
        try {
            Files.write(draft, content);
            moveInto(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Makes {@code link} a symbolic link to {@code target}, replacing whatever it was. */
    static void link(Path link, Path target) throws IOException {
        Path draft = draftOf(link);
        try {
            Files.createSymbolicLink(draft, target);
            moveInto(draft, link);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Path draftOf(Path file) {
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + "." + NEXT.incrementAndGet();
        return file.resolveSibling(name);
    }

    private static void moveInto(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
