package dev.skewer.targets.node.disk;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.DiskCondition.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files below one folder, as a disk that can fail: all processes that write them are below the shim. Faults are switched while those run, from
 * any thread; each kind for itself, so that they can combine.
 */
public final class Disk {
    /** The number of an input or output error on Linux. */
    private static final int EIO = 5;

    private static final int MILLION = 1_000_000;

    private final Path folder;
    private final Path library;
    private final DiskRecord record;
    /** Those that are imposed, the newest last. */
    private final List<Imposition> impositions = new ArrayList<>();

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

    /** Whether a process runs below the shim, as one does not that is static or runs with the rights of another user. */
    public boolean isUsedBy(long pid) {
        return DiskUsers.uses(pid, record.place());
    }

    /**
     * Makes everything durable that is there, as an operator does who waits until a disk has come to rest. Processes may be writing.
     *
     * @throws IOException if that fails
     */
    public void settle() throws IOException {
        // A program below the shim, whose sync of the file system counts for all files of the record.
        ProcessBuilder builder = new ProcessBuilder("sync", "-f", folder.toString()).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("sync: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
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

    /** Puts it under a condition, beside those of other kinds; of one kind the newest counts, and after that the one before. */
    public synchronized Controls.Imposed impose(DiskCondition condition) {
        Imposition imposition = new Imposition(condition);
        impositions.add(imposition);
        switchOn(condition);
        return imposition;
    }

    /** A condition that was imposed: equal ones of two faults are two. */
    private final class Imposition implements Controls.Imposed {
        private final DiskCondition condition;

        Imposition(DiskCondition condition) {
            this.condition = condition;
        }

        @Override
        public void close() {
            synchronized (Disk.this) {
                if (impositions.remove(this)) {
                    switchOff(condition);
                    impositions.stream()
                            .map(other -> other.condition)
                            .filter(other -> other.getClass() == condition.getClass())
                            .reduce((older, newer) -> newer)
                            .ifPresent(Disk.this::switchOn);
                }
            }
        }
    }

    private void switchOn(DiskCondition condition) {
        switchOff(condition);
        if (condition instanceof DiskCondition.LyingSyncs) {
            record.setInt(RecordLayout.SYNC_LIES, 1);
        } else if (condition instanceof DiskCondition.SlowSyncs slow) {
            record.setInt(RecordLayout.SYNC_DELAY_MIN_US, micros(slow.min()));
            record.setInt(RecordLayout.SYNC_DELAY_MAX_US, micros(slow.max()));
        } else if (condition instanceof DiskCondition.FailingCalls failing) {
            record.setLong(RecordLayout.SEED, failing.seed());
            record.setInt(RecordLayout.ERROR_NUMBER, EIO);
            record.setInt(RecordLayout.ERROR_PER_MILLION, perMillion(failing.share()));
            record.setInt(
                    RecordLayout.ERROR_CALLS,
                    failing.calls().stream().mapToInt(Disk::bit).sum());
        } else if (condition instanceof DiskCondition.FlippedBits flipped) {
            record.setLong(RecordLayout.SEED, flipped.seed());
            record.setInt(RecordLayout.FLIP_PER_MILLION, perMillion(flipped.share()));
            record.setInt(RecordLayout.FLIPS_LEFT, flipped.writes());
        } else if (condition instanceof DiskCondition.TornWrites torn) {
            record.setLong(RecordLayout.SEED, torn.seed());
            record.setInt(RecordLayout.TEAR_PER_MILLION, perMillion(torn.share()));
            record.setInt(RecordLayout.TEARS_LEFT, torn.writes());
        } else if (condition instanceof DiskCondition.Full full) {
            record.setLong(RecordLayout.SPACE_LEFT, full.left());
            record.setInt(RecordLayout.SPACE_IS_THIN, full.isThin() ? 1 : 0);
            record.setInt(RecordLayout.SPACE_IS_LIMITED, 1);
        }
    }

    /** By the field without which the others mean nothing. */
    private void switchOff(DiskCondition condition) {
        if (condition instanceof DiskCondition.LyingSyncs) {
            record.setInt(RecordLayout.SYNC_LIES, 0);
        } else if (condition instanceof DiskCondition.SlowSyncs) {
            record.setInt(RecordLayout.SYNC_DELAY_MAX_US, 0);
        } else if (condition instanceof DiskCondition.FailingCalls) {
            record.setInt(RecordLayout.ERROR_CALLS, 0);
        } else if (condition instanceof DiskCondition.FlippedBits) {
            record.setInt(RecordLayout.FLIPS_LEFT, 0);
        } else if (condition instanceof DiskCondition.TornWrites) {
            record.setInt(RecordLayout.TEARS_LEFT, 0);
        } else {
            record.setInt(RecordLayout.SPACE_IS_LIMITED, 0);
        }
    }

    private static int bit(Call call) {
        return switch (call) {
            case READ -> 1;
            case WRITE -> 2;
            case SYNC -> 4;
        };
    }

    private static int micros(Duration duration) {
        return Math.toIntExact(duration.toNanos() / 1_000);
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
                record.getLong(RecordLayout.TEARS),
                record.getLong(RecordLayout.REFUSALS));
    }
}
