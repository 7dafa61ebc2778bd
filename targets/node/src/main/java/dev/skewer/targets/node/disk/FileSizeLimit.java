package dev.skewer.targets.node.disk;

import dev.skewer.targets.node.Node;
import dev.skewer.targets.node.ProcessLimits;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls.Imposed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large the files may become that a node's processes write ({@code RLIMIT_FSIZE}). A write that begins at the limit or beyond fails
 * with {@code EFBIG}, and one that reaches beyond it is done in part; a program that does not ignore the signal {@code SIGXFSZ} ends.
 */
final class FileSizeLimit {
    private static final Logger LOG = LoggerFactory.getLogger(FileSizeLimit.class);
    private static final String RESOURCE = "fsize";
    /** Of a node that writes nothing. */
    private static final long SMALLEST = 4_096;
    /** A file that was changed so long before the newest one is not written any more. */
    private static final long IN_USE_MILLIS = 500;

    private FileSizeLimit() {}

    /** Whether it can be set here. */
    static Availability availability() {
        return ProcessLimits.obstacle().map(Availability::missing).orElse(Availability.AVAILABLE);
    }

    /**
     * Sets it, if the node runs.
     *
     * @param folder whose largest file is meant, of those that it writes
     * @param percent of its size, at least 1
     */
    static Imposed impose(Node node, Path folder, int percent) {
        node.whileUnchanged(() -> {
            long limit = Math.max(SMALLEST, largestInUse(folder) * percent / 100);
            LOG.info("{} may write no file beyond {} bytes", node.name(), limit);
            set(node, Long.toString(limit));
        });
        return () -> node.whileUnchanged(() -> {
            set(node, ProcessLimits.UNLIMITED);
            LOG.info("{} may write files of any size", node.name());
        });
    }

    /** Of all processes: one that is started meanwhile has the limit of the one that starts it, or is found the next time. */
    private static void set(Node node, String limit) {
        Set<Long> done = new HashSet<>();
        for (List<Long> pids = node.pids(); !done.containsAll(pids); pids = node.pids()) {
            pids.stream().filter(done::add).forEach(pid -> ProcessLimits.set(pid, RESOURCE, limit));
        }
    }

    /** The size of the largest of the files that were changed at last. */
    private static long largestInUse(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Found> found =
                    files.map(FileSizeLimit::find).flatMap(Optional::stream).toList();
            long newest = found.stream().mapToLong(Found::changed).max().orElse(0);
            return found.stream()
                    .filter(each -> newest - each.changed() < IN_USE_MILLIS)
                    .mapToLong(Found::size)
                    .max()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("the files in " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** A file, and when it was changed, in milliseconds. */
    private record Found(long size, long changed) {}

    private static Optional<Found> find(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Found(
                            attributes.size(), attributes.lastModifiedTime().toMillis()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it has gone meanwhile
        }
    }
}
