package dev.skewer.store.log;

import dev.skewer.store.StoreException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of all partitions that changed something, in one order, synced: what makes a database without a write-ahead log durable. One
 * log for all partitions, so that a command of several is one record, there or not.
 *
 * <p>Each partition's commands are in it in the order of their LSNs, and no command is in the database that is not in the log. So the
 * database is, partition by partition, a prefix of the log that ends at its stored LSN, and what follows is done again when the store opens.
 * Segments all of whose commands are in the database's files are removed.
 *
 * <p>Safe for any number of threads. Those that append at one time share a sync: who gets to it first syncs for all that have written.
 */
public final class CommandLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

    /** What a segment is called until it has its head. */
    private static final String MAKING = "making";

    private final Path directory;
    private final long segmentBytes;
    private final boolean syncs;

    /** Oldest first; the last one is written to. Guarded by itself; held while segments must not go. */
    private final Deque<Segment> segments;

    /** Taken before {@link #writing}, and that before {@link #segments}. */
    private final Object syncing = new Object();

    private final Object writing = new Object();

    // Guarded by writing.
    private final long[] lastLsns;
    private FileOutputStream out;
    private long number;
    private long length;
    private long written;
    private @Nullable Exception broken;

    // Guarded by syncing.
    private long synced;

    private CommandLog(
            Path directory,
            Deque<Segment> segments,
            long[] lastLsns,
            long segmentBytes,
            boolean syncs,
            FileOutputStream out,
            long length) {
        this.directory = directory;
        this.segments = segments;
        this.lastLsns = lastLsns;
        this.segmentBytes = segmentBytes;
        this.syncs = syncs;
        this.out = out;
        this.number = segments.getLast().number();
        this.length = length;
    }

    /**
     * Opens the log in {@code directory}, or begins one there: checks all of it, and cuts a record off that was not written to its end.
     *
     * @param storedLsns the last LSN of each partition that is in the database
     * @param segmentBytes the size from which a segment is followed by another
     * @param syncs whether what is appended is synced
     * @throws StoreException of kind {@code OPEN}, in one line, if it is damaged or does not go with the database
     */
    public static CommandLog open(Path directory, long[] storedLsns, long segmentBytes, boolean syncs) {
        Path at = directory;
        try {
            Files.createDirectories(directory);
            List<Path> files = files(directory);
            Deque<Segment> segments = new ArrayDeque<>();
            long[] last = new long[storedLsns.length];
            long length = 0;
            for (int i = 0; i < files.size(); i++) {
                at = files.get(i);
                boolean isLast = i == files.size() - 1;
                Segment segment = Segment.open(at, storedLsns.length);
                follow(segments, segment, last);
                length = segment.read(isLast, record -> raise(last, record));
                segments.add(segment);
            }
            at = directory;
            if (segments.isEmpty()) {
                segments.add(create(directory, 1, storedLsns, syncs));
                System.arraycopy(storedLsns, 0, last, 0, last.length);
                length = Segment.headSize(last.length);
            }
            compare(storedLsns, segments.getFirst().before(), last);
            at = segments.getLast().path();
            return new CommandLog(directory, segments, last, segmentBytes, syncs, append(at, length, syncs), length);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.OPEN, "damaged store: the command log " + at + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.numberOf(file) >= 0).sorted().toList();
        }
    }

    /** Checks that {@code segment} goes on where those before end. */
    private static void follow(Deque<Segment> segments, Segment segment, long[] last) throws IOException {
        if (segments.isEmpty()) {
            System.arraycopy(segment.before(), 0, last, 0, last.length);
            return;
        }
        if (segment.number() != segments.getLast().number() + 1) {
            throw new IOException("segment " + (segments.getLast().number() + 1) + " is missing before it");
        }
        for (int partition = 0; partition < last.length; partition++) {
            if (segment.before()[partition] != last[partition]) {
                throw new IOException("it goes on after LSN " + segment.before()[partition] + " of partition "
                        + partition + ", and those before end at " + last[partition]);
            }
        }
    }

    private static void raise(long[] last, LogRecord record) {
        for (LogRecord.Entry entry : record.entries()) {
            for (int i = 0; i < entry.partitions().length; i++) {
                int partition = entry.partitions()[i];
                last[partition] = Math.max(last[partition], entry.lsns()[i]);
            }
        }
    }

    private static void compare(long[] stored, long[] before, long[] last) throws IOException {
        for (int partition = 0; partition < stored.length; partition++) {
            if (stored[partition] < before[partition]) {
                throw new IOException("it begins after LSN " + before[partition] + " of partition " + partition
                        + ", and the database ends at " + stored[partition]);
            }
            if (stored[partition] > last[partition]) {
                throw new IOException("it ends at LSN " + last[partition] + " of partition " + partition
                        + ", and the database at " + stored[partition]);
            }
        }
    }

    private static Segment create(Path directory, long number, long[] lsns, boolean syncs) throws IOException {
        Segment segment = new Segment(number, Segment.pathOf(directory, number), lsns.clone());
        Path making = directory.resolve(MAKING);
        try (FileOutputStream made = new FileOutputStream(making.toFile())) {
            made.write(Segment.head(number, lsns));
            if (syncs) {
                made.getFD().sync();
            }
        }
        // So that there is none with half a head.
        Files.move(making, segment.path(), StandardCopyOption.ATOMIC_MOVE);
        if (syncs) {
            syncDirectory(directory);
        }
        return segment;
    }

    /** The file to write on behind {@code length}, cut off there. Not a channel: those close when their thread is interrupted. */
    private static FileOutputStream append(Path file, long length, boolean syncs) throws IOException {
        if (Files.size(file) > length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
                if (syncs) {
                    channel.force(true);
                }
            }
        }
        return new FileOutputStream(file.toFile(), true);
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Reads the log from its beginning, what is in the database already included.
     *
     * @throws StoreException of kind {@code OPEN} if that fails
     */
    public void read(Consumer<LogRecord> visitor) {
        Path at = directory;
        try {
            synchronized (segments) {
                for (Iterator<Segment> each = segments.iterator(); each.hasNext(); ) {
                    Segment segment = each.next();
                    at = segment.path();
                    segment.read(!each.hasNext(), visitor);
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.OPEN, "damaged store: the command log " + at + ": " + e.getMessage(), e);
        }
    }

    /**
     * Appends what {@code record} holds, and returns when it is synced.
     *
     * @return whether a new segment was begun, so that older ones may have become superfluous
     * @throws StoreException of kind {@code BROKEN} if that fails; nothing can be appended from then on
     */
    public boolean append(LogRecord.Builder record) {
        byte[] payload = record.payload();
        long end;
        synchronized (writing) {
            checkSound();
            try {
                byte[] frame = Segment.frame(number, length, payload);
                out.write(frame);
                length += frame.length;
                written += frame.length;
                end = written;
                record.raise(lastLsns);
            } catch (IOException e) {
                throw breakDown(e);
            }
        }
        synchronized (syncing) {
            return synced < end && sync();
        }
    }

    /** Syncs what is written; with {@link #syncing} held. */
    private boolean sync() {
        FileOutputStream file;
        long upTo;
        boolean isFull;
        synchronized (writing) {
            checkSound();
            file = out;
            upTo = written;
            isFull = length >= segmentBytes;
        }
        try {
            if (syncs) {
                file.getFD().sync();
            }
            synced = upTo;
            if (isFull) {
                rotate();
            }
            return isFull;
        } catch (IOException e) {
            synchronized (writing) {
                throw breakDown(e);
            }
        }
    }

    private void rotate() throws IOException {
        synchronized (writing) {
            // Others may have written since.
            if (syncs) {
                out.getFD().sync();
            }
            synced = written;
            Segment next = create(directory, number + 1, lastLsns, syncs);
            FileOutputStream old = out;
            out = append(next.path(), Files.size(next.path()), syncs);
            old.close();
            number = next.number();
            length = Segment.headSize(lastLsns.length);
            synchronized (segments) {
                segments.add(next);
            }
        }
    }

    private void checkSound() {
        if (broken != null) {
            throw new StoreException(
                    StoreException.Kind.BROKEN, "the command log takes no more: " + broken.getMessage(), broken);
        }
    }

    private StoreException breakDown(IOException e) {
        broken = e;
        return new StoreException(
                StoreException.Kind.BROKEN,
                "the command log did not take a write, which may or may not have happened: " + e.getMessage(),
                e);
    }

    /** The database did not take what is in the log: nothing that builds on it may follow before the log is replayed. */
    public void stop(Exception why) {
        synchronized (writing) {
            if (broken == null) {
                broken = why;
            }
        }
    }

    /**
     * Removes segments of which everything is in the database's files.
     *
     * @param persistedLsns the last LSN of each partition that is
     */
    public void removeUpTo(long[] persistedLsns) {
        synchronized (segments) {
            boolean removed = false;
            try {
                while (segments.size() > 1 && second().beginsWithin(persistedLsns)) {
                    Files.delete(segments.getFirst().path());
                    segments.removeFirst();
                    removed = true;
                }
                if (removed && syncs) {
                    syncDirectory(directory);
                }
            } catch (IOException e) {
                LOG.warn("cannot remove a segment of the command log", e);
            }
        }
    }

    private Segment second() {
        Iterator<Segment> each = segments.iterator();
        each.next();
        return each.next();
    }

    /** Runs {@code work} while no segment is removed. */
    public void keepWhile(Work work) throws RocksDBException, IOException {
        synchronized (segments) {
            work.run();
        }
    }

    /** What can fail as files and databases do. */
    @FunctionalInterface
    public interface Work {
        void run() throws RocksDBException, IOException;
    }

    /** Copies the log as a crash would leave it: the last record may be cut off. */
    public void copyTo(Path target) throws IOException {
        synchronized (segments) {
            Files.createDirectories(target);
            for (Segment segment : segments) {
                Files.copy(segment.path(), target.resolve(segment.path().getFileName()));
            }
        }
    }

    /** Removes the closed log of {@code directory}, all of which is in the database's files. */
    public static void delete(Path directory) throws IOException {
        // Oldest first: what is left after a crash in between is still a log.
        for (Path file : files(directory)) {
            Files.delete(file);
        }
        Files.deleteIfExists(directory.resolve(MAKING));
        syncDirectory(directory);
        Files.delete(directory);
        Path parent = directory.getParent();
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        synchronized (writing) {
            try {
                out.close();
            } catch (IOException e) {
                LOG.warn("cannot close the command log", e);
            }
            if (broken == null) {
                broken = new IOException("it is closed");
            }
        }
    }
}
