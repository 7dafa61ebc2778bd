package dev.skewer.store.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log, told from other files beside them: the last one is the newest of the highest term, and each names the one
 * before, by its term and end. What is not on that way was written by one whose term was over, and nobody was told of it.
 *
 * <p>Each term has one holder, who begins its first segment with what it found when the term was claimed, and its others after that. So two
 * segments of one term are of one way, and of two terms the higher one began with what was acknowledged in the lower one ({@link Term}).
 */
final class Chain {
    private static final Comparator<Segment> NEWEST =
            Comparator.comparingLong(Segment::term).thenComparingLong(Segment::number);

    /** Oldest first. */
    final Deque<Segment> segments = new ArrayDeque<>();

    private final int partitions;
    /** The file that was looked at last. */
    private Path at;

    private Chain(Path directory, int partitions) {
        this.at = directory;
        this.partitions = partitions;
    }

    /**
     * Finds them, and checks their heads.
     *
     * @throws Damage if one is damaged or missing
     */
    static Chain in(Path directory, int partitions) throws Damage {
        Chain chain = new Chain(directory, partitions);
        try {
            chain.find(directory);
        } catch (IOException e) {
            throw new Damage(chain.at, e);
        }
        return chain;
    }

    /** What is wrong, and with which file. */
    static final class Damage extends IOException {
        private static final long serialVersionUID = 1;

        Damage(Path at, IOException cause) {
            super(at + ": " + cause.getMessage(), cause);
        }
    }

    private void find(Path directory) throws IOException {
        Map<Path, Segment> found = new HashMap<>();
        Segment last = null;
        for (Path file : files(directory)) {
            at = file;
            Segment segment = Segment.open(file, partitions);
            found.put(file, segment);
            last = last == null || NEWEST.compare(segment, last) > 0 ? segment : last;
        }
        for (Segment each = last; each != null; each = before(directory, each, found)) {
            segments.addFirst(each);
        }
    }

    private @Nullable Segment before(Path directory, Segment segment, Map<Path, Segment> found) throws IOException {
        at = segment.path();
        Segment before = found.get(Segment.pathOf(directory, segment.number() - 1, segment.previousTerm()));
        boolean isFirst = found.values().stream().noneMatch(other -> other.number() < segment.number());
        if (before == null && !isFirst) {
            throw new IOException("segment " + (segment.number() - 1) + " is missing before it");
        }
        return before;
    }

    /** All segments of a directory, and what is called like one, in the order of their numbers. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::isOne).sorted().toList();
        }
    }

    /**
     * Reads all of them, and checks that each goes on where the one before ends.
     *
     * @param last becomes the last LSN of each partition
     * @return the offset behind the last whole record of the last one; 0 if there is none
     * @throws Damage if one is damaged
     */
    long check(long[] last) throws Damage {
        try {
            long end = 0;
            List<Segment> all = List.copyOf(segments);
            for (int i = 0; i < all.size(); i++) {
                at = all.get(i).path();
                follow(all.get(i), last);
                end = read(all.get(i), i + 1 < all.size() ? all.get(i + 1) : null, record -> raise(last, record));
            }
            return end;
        } catch (IOException e) {
            throw new Damage(at, e);
        }
    }

    private void follow(Segment segment, long[] last) throws IOException {
        if (segment.number() == segments.getFirst().number()) {
            System.arraycopy(segment.before(), 0, last, 0, last.length);
            return;
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

    /**
     * Reads a segment.
     *
     * @param next the one behind it; null if it is the last
     * @return the offset behind the last record
     */
    static long read(Segment segment, @Nullable Segment next, Consumer<LogRecord> visitor) throws IOException {
        if (next == null) {
            return segment.readOpen(visitor);
        }
        segment.readUpTo(next.previousEnd(), visitor);
        return next.previousEnd();
    }
}
