package dev.skewer.workloads.runner;

import dev.skewer.workloads.RunException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for one run's files, deleted with all that is in it. */
final class Scratch {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    private final Path folder;

    /**
     * A new folder in another.
     *
     * @throws RunException if it cannot be made
     */
    Scratch(Path parent) {
        try {
            folder = Files.createTempDirectory(parent, "target-");
        } catch (IOException e) {
            throw new RunException("cannot make a scratch folder in " + parent + ": " + e, e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Deletes what can be deleted; what cannot is logged, for it changes nothing about the run. */
    void delete() {
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException e) {
            LOG.warn("cannot delete the scratch folder {}: {}", folder, e.toString());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
