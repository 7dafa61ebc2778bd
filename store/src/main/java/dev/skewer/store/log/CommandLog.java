package dev.skewer.store.log;

import dev.skewer.store.StoreException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
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
 * <p><b>Who writes.</b> Several stores may have one log, each a database of its own; one of them at a time appends, and that is the one
 * that opened the log last, whatever became of the one before. Opening claims a {@link Term}, then reads the log to its end, then begins a
 * segment that says where that end was, and then looks whether the term is still current. Appending writes, syncs, and then looks. Either
 * way what was found in order before the look is in the log of whoever claims later; and what was not is neither applied to the database nor
 * acknowledged. Files of a holder whose term is over are left alone and not read ({@link Chain}).
 *
 * <p>Safe for any number of threads. Those that append at one time share a sync: who gets to it first syncs for all that have written.
 */
public final class CommandLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

    /** What a segment is called until it has its head, with the term of whoever makes it behind. */
    private static final String MAKING = "making-";

    private final Path directory;
    private final long segmentBytes;
    private final boolean syncs;
    private final boolean isShared;
    private final Term term;

    /** Oldest first; the last one is written to. Guarded by itself; held while segments must not go. */
    private final Deque<Segment> segments;

    /** Taken before {@link #writing}, and that before {@link #segments}. */
    private final Object syncing = new Object();

    private final Object writing = new Object();

    // Guarded by writing.
    private final long[] lastLsns;
    private FileOutputStream out;
    private Segment current;
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
            boolean isShared,
            Term term)
            throws IOException {
        this.directory = directory;
        this.segments = segments;
        this.lastLsns = lastLsns;
        this.segmentBytes = segmentBytes;
        this.syncs = syncs;
        this.isShared = isShared;
        this.term = term;
        this.current = segments.getLast();
        this.out = append(current);
        this.length = Segment.headSize(lastLsns.length);
    }

    /**
     * Opens the log in {@code directory}, or begins one there: takes it from whoever has it, and checks all of it; a record that was
     * not written to its end is not part of it.
     *
     * @param storedLsns the last LSN of each partition that is in the database
     * @param segmentBytes the size from which a segment is followed by another
     * @param syncs whether what is appended is synced
     * @param isShared whether other stores have this log too, so that nothing is superfluous
     * @throws StoreException of kind {@code OPEN}, in one line, if it is damaged or does not go with the database; of kind {@code
     *     NOT_LEADING} if another has taken it meanwhile
     */
    public static CommandLog open(
            Path directory, long[] storedLsns, long segmentBytes, boolean syncs, boolean isShared) {
        try {
            Term term = Term.claim(directory, syncs);
            Chain chain = Chain.in(directory, storedLsns.length);
            long[] last = storedLsns.clone();
            long end = chain.check(last);
            Deque<Segment> segments = chain.segments;
            Segment newest = segments.peekLast();
            Segment first;
            if (newest == null) {
                first = Segment.after(directory, 1, term.number(), 0, 0, last);
            } else {
                compare(storedLsns, segments.getFirst().before(), last, newest.path());
                if (syncs) {
                    // Whoever wrote it may not have come to that.
                    sync(newest.path());
                }
                first = Segment.after(directory, newest.number() + 1, term.number(), newest.term(), end, last);
            }
            make(directory, first, syncs);
            segments.add(first);
            if (!term.isCurrent()) {
                throw notLeading();
            }
            return new CommandLog(directory, segments, last, segmentBytes, syncs, isShared, term);
        } catch (Chain.Damage e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw damaged(directory + ": " + e.getMessage(), e);
        }
    }

    private static StoreException damaged(String what, IOException e) {
        return new StoreException(StoreException.Kind.OPEN, "damaged store: the command log " + what, e);
    }

    private static StoreException notLeading() {
        return new StoreException(
                StoreException.Kind.NOT_LEADING, "another has taken the command log; nothing was done");
    }

    private static void compare(long[] stored, long[] before, long[] last, Path newest) throws Chain.Damage {
        for (int partition = 0; partition < stored.length; partition++) {
            if (stored[partition] < before[partition]) {
                throw new Chain.Damage(
                        newest,
                        new IOException("it begins after LSN " + before[partition] + " of partition " + partition
                                + ", and the database ends at " + stored[partition]));
            }
            if (stored[partition] > last[partition]) {
                throw new Chain.Damage(
                        newest,
                        new IOException("it ends at LSN " + last[partition] + " of partition " + partition
                                + ", and the database at " + stored[partition]));
            }
        }
    }

    private static void make(Path directory, Segment segment, boolean syncs) throws IOException {
        Path making = directory.resolve(MAKING + segment.term());
        try (FileOutputStream made = new FileOutputStream(making.toFile())) {
            made.write(segment.head());
            if (syncs) {
                made.getFD().sync();
            }
        }
        // So that there is none with half a head.
        Files.move(making, segment.path(), StandardCopyOption.ATOMIC_MOVE);
        if (syncs) {
            sync(directory);
        }
    }

    /** The file to write on. Not a channel: those close when their thread is interrupted. */
    private static FileOutputStream append(Segment segment) throws IOException {
        return new FileOutputStream(segment.path().toFile(), true);
    }

    /** Makes what a file holds durable, or what files are in a directory. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
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
                List<Segment> all = List.copyOf(segments);
                for (int i = 0; i < all.size(); i++) {
                    at = all.get(i).path();
                    Chain.read(all.get(i), i + 1 < all.size() ? all.get(i + 1) : null, visitor);
                }
            }
        } catch (IOException e) {
            throw damaged(at + ": " + e.getMessage(), e);
        }
    }

    /**
     * Appends what {@code record} holds, and returns when it is synced.
     *
     * @return whether a new segment was begun, so that older ones may have become superfluous
     * @throws StoreException if nothing can be appended from then on: of kind {@code BROKEN} if it failed, {@code INDETERMINATE} if
     *     another has taken the log, who may have found the record or not, {@code NOT_LEADING} if that is known from before
     */
    public boolean append(LogRecord.Builder record) {
        byte[] payload = record.payload();
        long end;
        synchronized (writing) {
            checkSound();
            try {
                byte[] frame = current.frame(length, payload);
                out.write(frame);
                length += frame.length;
                written += frame.length;
                end = written;
                record.raise(lastLsns);
            } catch (IOException e) {
                throw breakDown(e);
            }
        }
        boolean isNewSegment;
        synchronized (syncing) {
            isNewSegment = synced < end && sync();
        }
        if (!isOwn()) {
            stop(notLeading());
            throw takenAfterWrite();
        }
        return isNewSegment;
    }

    private static StoreException takenAfterWrite() {
        return new StoreException(
                StoreException.Kind.INDETERMINATE,
                "another has taken the command log, which may or may not have the write");
    }

    /** Whether nobody has taken the log: what the database has, or had before this call, is all that was ever acknowledged before it. */
    public boolean isOwn() {
        return term.isCurrent();
    }

    /**
     * For what is decided by what the database has, and changes nothing.
     *
     * @throws StoreException of kind {@code NOT_LEADING} if another has taken the log
     */
    public void checkOwn() {
        if (isShared && !isOwn()) {
            stop(notLeading());
            throw notLeading();
        }
    }

    /** Syncs what is written; with {@link #syncing} held. */
    private boolean sync() {
        FileOutputStream file;
        long upTo;
        boolean isFull;
        synchronized (writing) {
            if (isTaken()) {
                // Found by another thread, after this one's write.
                throw takenAfterWrite();
            }
            checkSound();
            file = out;
            upTo = written;
            // Who has claimed the log meanwhile may be listing its files.
            isFull = length >= segmentBytes && term.isCurrent();
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
            Segment next =
                    Segment.after(directory, current.number() + 1, term.number(), term.number(), length, lastLsns);
            make(directory, next, syncs);
            FileOutputStream old = out;
            out = append(next);
            old.close();
            current = next;
            length = Segment.headSize(lastLsns.length);
            synchronized (segments) {
                segments.add(next);
            }
        }
    }

    private void checkSound() {
        if (isTaken()) {
            throw notLeading();
        }
        if (broken != null) {
            throw new StoreException(
                    StoreException.Kind.BROKEN, "the command log takes no more: " + broken.getMessage(), broken);
        }
    }

    private boolean isTaken() {
        return broken instanceof StoreException told && told.kind() == StoreException.Kind.NOT_LEADING;
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
     * Removes segments of which everything is in the database's files; none of a log that others have too.
     *
     * @param persistedLsns the last LSN of each partition that is
     */
    public void removeUpTo(long[] persistedLsns) {
        synchronized (segments) {
            boolean removed = false;
            try {
                while (!isShared && segments.size() > 1 && second().beginsWithin(persistedLsns)) {
                    remove(segments.removeFirst().number());
                    removed = true;
                }
                if (removed && syncs) {
                    sync(directory);
                }
            } catch (IOException e) {
                LOG.warn("cannot remove a segment of the command log", e);
            }
        }
    }

    /** Removes a segment, and what was written in its place by holders whose term was over. */
    private void remove(long number) throws IOException {
        for (Path file : Chain.files(directory)) {
            if (Segment.numberOf(file) <= number) {
                Files.delete(file);
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
            Term.of(target, term.number()).mark();
            for (Segment segment : segments) {
                Files.copy(segment.path(), target.resolve(segment.path().getFileName()));
            }
        }
    }

    /** Removes the closed log of {@code directory}, all of which is in the database's files. */
    public static void delete(Path directory) throws IOException {
        // Oldest first: what is left after a crash in between is still a log, or is empty.
        for (Path file : Chain.files(directory)) {
            Files.delete(file);
        }
        try (DirectoryStream<Path> rest = Files.newDirectoryStream(directory)) {
            for (Path file : rest) {
                Files.delete(file);
            }
        }
        sync(directory);
        Files.delete(directory);
        Path parent = directory.getParent();
        if (parent != null) {
            sync(parent);
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
