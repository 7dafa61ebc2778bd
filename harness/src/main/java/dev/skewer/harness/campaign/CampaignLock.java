package dev.skewer.harness.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process from going on with a campaign while the first still does. The lock is the operating system's, so it ends with the process that holds it,
 * however that ends; the file it is on stays, empty, and means nothing by itself.
 *
 * <p>It is on a file of its own because a process loses such a lock when it closes any other channel to the same file.
 */
public final class CampaignLock implements AutoCloseable {
    private static final String FILE = "campaign.lock";

    private final FileChannel channel;
    private final FileLock lock;

    private CampaignLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock of a folder; empty if a process has it, this one included.
     *
     * @throws IOException if there can be no lock there
     */
    public static Optional<CampaignLock> take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return Optional.empty();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new CampaignLock(channel, lock));
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
