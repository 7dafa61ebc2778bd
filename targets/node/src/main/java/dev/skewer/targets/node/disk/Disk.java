package dev.skewer.targets.node.disk;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The files below one folder, as a disk that can fail: all processes that write them are below the shim. Faults are switched while those run, from
 * any thread; each kind for itself, so that they can combine.
 */
public final class Disk {
    /** A call that an error can happen to. */
    public enum Call {
        /** Reading from a file. */
        READ(1),
        /** Writing to a file, or making it longer. */
        WRITE(2),
        /** {@code fsync}, {@code fdatasync}. After an error the kernel takes what was not written for clean. */
        SYNC(4);

        private final int bit;

        Call(int bit) {
            this.bit = bit;
        }
    }

    /** The number of an input or output error on Linux. */
    private static final int EIO = 5;

    private static final int MILLION = 1_000_000;

    private final Path folder;
    private final Path library;
    private final DiskRecord record;

    private Disk(Path folder, Path library, DiskRecord record) {
        this.folder = folder;
        this.library = library;
        this.record = record;
    }

    /**
     * A disk with nothing wrong. Everything that is in the folder now is durable.
     *
     * @param folder exists; what is kept of it lies beside it, in a folder whose name ends in {@code .disk}
     * @throws IOException if the folder for the record cannot be made
     * @throws IllegalStateException if the shim is {@linkplain DiskShim#availability not available}
     */
    public static Disk of(Path folder) throws IOException {
        Path library = DiskShim.library();
        Path real = folder.toRealPath();
        DiskRecord record = DiskRecord.create(real.resolveSibling(real.getFileName() + ".disk"));
        // A server that runs as another user may not enter the folder that the library is kept in.
        Path copy = Files.copy(library, record.place().resolve("shim.so"), StandardCopyOption.REPLACE_EXISTING);
        DiskRecord.openToAll(copy, "rwxr-xr-x");
        return new Disk(real, copy, record);
    }

    /** What the environment of each process needs that writes the files. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "SKEWER_DISK_FOLDER", folder.toString(),
                "SKEWER_DISK_RECORD", record.place().toString());
    }

    /** Must be said before processes are started again that did not end by {@link #losePower}: none of them is left. */
    public void processesEnded() {
        record.noProcesses();
    }

    /** Whether a process runs below the shim, as one does not that is static or runs with the rights of another user. */
    public boolean isUsedBy(long pid) {
        return DiskUsers.uses(pid, record.place());
    }

    /**
     * Takes the power: ends the processes that still use the files, and leaves of these what the disk could have. Afterwards everything that
     * is there is durable. Faults stay as they are.
     *
     * @param seed what is left follows from it, and from what was written
     */
    public synchronized PowerLoss losePower(long seed) {
        DiskUsers.end(record);
        Dice dice = new Seed(seed).dice();
        try {
            PowerLoss loss = new Survival(folder, record, dice).apply();
            record.forget();
            return loss;
        } catch (IOException e) {
            throw new UncheckedIOException("a loss of power cannot be played in " + folder, e);
        }
    }

    // ── faults ──────────────────────────────────────────────────────────────────────────────────────────────────

    /** Confines errors, lies, delays, flips and tears to files whose name matches. At first they concern all. */
    public synchronized void confine(String pattern) {
        record.setText(RecordLayout.PATTERN, RecordLayout.PATTERN_BYTES, pattern);
    }

    /** Syncs return at once from now on, and make nothing durable; or they are honest again. */
    public synchronized void lieAboutSyncs(boolean lies) {
        record.setInt(RecordLayout.SYNC_LIES, lies ? 1 : 0);
    }

    /** Each sync takes so much longer; {@link Duration#ZERO} for {@code max} ends that. */
    public synchronized void delaySyncs(Duration min, Duration max) {
        record.setInt(RecordLayout.SYNC_DELAY_MAX_US, 0);
        record.setInt(RecordLayout.SYNC_DELAY_MIN_US, Math.toIntExact(min.toNanos() / 1_000));
        record.setInt(RecordLayout.SYNC_DELAY_MAX_US, Math.toIntExact(max.toNanos() / 1_000));
    }

    /**
     * Some calls fail with {@code EIO}, and do nothing.
     *
     * @param share which part of them, 0 … 1
     */
    public synchronized void failCalls(Set<Call> calls, double share, long seed) {
        record.setInt(RecordLayout.ERROR_CALLS, 0);
        record.setLong(RecordLayout.SEED, seed);
        record.setInt(RecordLayout.ERROR_NUMBER, EIO);
        record.setInt(RecordLayout.ERROR_PER_MILLION, perMillion(share));
        record.setInt(
                RecordLayout.ERROR_CALLS, calls.stream().mapToInt(call -> call.bit).sum());
    }

    /** No call fails any more. */
    public synchronized void endFailures() {
        record.setInt(RecordLayout.ERROR_CALLS, 0);
    }

    /**
     * Flips a bit in what some writes write; for good, as what was written stays so.
     *
     * @param writes how many of them at most; 0 ends it
     * @param share which part of the writes, 0 … 1
     */
    public synchronized void flipBits(int writes, double share, long seed) {
        record.setInt(RecordLayout.FLIPS_LEFT, 0);
        record.setLong(RecordLayout.SEED, seed);
        record.setInt(RecordLayout.FLIP_PER_MILLION, perMillion(share));
        record.setInt(RecordLayout.FLIPS_LEFT, writes);
    }

    /**
     * The process that does the next of some writes dies in the middle of it, with only the first sectors written.
     *
     * @param writes 1, or 0 to end it
     * @param share which part of the writes it can be, 0 … 1
     */
    public synchronized void tearWrites(int writes, double share, long seed) {
        record.setInt(RecordLayout.TEARS_LEFT, 0);
        record.setLong(RecordLayout.SEED, seed);
        record.setInt(RecordLayout.TEAR_PER_MILLION, perMillion(share));
        record.setInt(RecordLayout.TEARS_LEFT, writes);
    }

    private static int perMillion(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
        }
        return (int) Math.round(share * MILLION);
    }

    /** What faults have done so far. */
    public synchronized DiskCounts counts() {
        return new DiskCounts(
                record.getLong(RecordLayout.SYNCS),
                record.getLong(RecordLayout.LIES),
                record.getLong(RecordLayout.DELAYS),
                record.getLong(RecordLayout.ERRORS),
                record.getLong(RecordLayout.FLIPS),
                record.getLong(RecordLayout.TEARS));
    }
}
