package dev.skewer.store.storage;

import dev.skewer.store.Journal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rocksdb.DirectSlice;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Iterates over one invocation's rows in the journal and state column families. For one thread at a time.
 *
 * <p>Every scan has an upper bound, so that it never walks into the tombstones of the next invocation; the bound lives
 * in a direct buffer that the read options point at and that is rewritten between iterators. Iterators are made for one
 * scan and closed after it: each then sees the latest state or the options' snapshot, and holds no memtable or file
 * longer than that.
 */
public final class RangeReads implements AutoCloseable {
    /** As the end of a journal scan: after every index. */
    public static final int TO_END = Integer.MIN_VALUE;

    private static final int INITIAL_ENTRIES = 16;

    private final Database database;
    private final int partitions;
    private final ScanEnd scanEnd;
    private final NativeScope natives = new NativeScope();
    private final ByteBuffer start = ByteBuffer.allocateDirect(Keys.JOURNAL);
    private final ByteBuffer bound = ByteBuffer.allocateDirect(Keys.JOURNAL);
    private final ByteBuffer found = ByteBuffer.allocateDirect(Keys.JOURNAL);
    private final ReadOptions options;
    private int openIterators;

    private int[] indexes = new int[INITIAL_ENTRIES];
    private byte[][] entries = new byte[INITIAL_ENTRIES][];

    public RangeReads(Database database, int partitions, ScanEnd scanEnd) {
        this.scanEnd = scanEnd;
        this.database = database;
        this.partitions = partitions;
        this.options = natives.own(new ReadOptions());
        options.setPrefixSameAsStart(true);
        options.setIterateUpperBound(natives.own(new DirectSlice(bound, Keys.JOURNAL)));
    }

    /** The options that scans use; a view puts its snapshot here. */
    public ReadOptions options() {
        return options;
    }

    /** The entries of {@code [from, to)}, or from {@code from} to the end. O(entries), plus what RocksDB must skip. */
    public Journal journal(long invocation, int from, int to) throws RocksDBException {
        int partition = Keys.partitionOf(invocation, partitions);
        Keys.putPrefix(start, partition, invocation);
        start.putInt(Keys.PREFIX, from);
        start.clear();
        Keys.putPrefix(bound, partition, invocation);
        bound.putInt(Keys.PREFIX, to);
        int size = 0;
        openIterators++;
        try (RocksIterator iterator = database.db.newIterator(database.journal, options)) {
            for (iterator.seek(start); iterator.isValid(); iterator.next()) {
                if (size == indexes.length) {
                    indexes = Arrays.copyOf(indexes, 2 * size);
                    entries = Arrays.copyOf(entries, 2 * size);
                }
                found.clear();
                iterator.key(found);
                indexes[size] = found.getInt(Keys.PREFIX);
                entries[size++] = iterator.value();
            }
            scanEnd.check(iterator);
        } finally {
            openIterators--;
        }
        Journal journal =
                size == 0 ? Journal.empty() : new Journal(Arrays.copyOf(indexes, size), Arrays.copyOf(entries, size));
        Arrays.fill(entries, 0, size, null);
        return journal;
    }

    /** The whole state of {@code invocation}. */
    public SortedMap<String, byte[]> state(long invocation) throws RocksDBException {
        int partition = Keys.partitionOf(invocation, partitions);
        byte[] prefix = Keys.prefix(partition, invocation);
        // The bound is as long as a journal key, so the next invocation's state of the empty key is below it: what ends
        // the scan
        // exactly is prefix_same_as_start.
        bound.put(0, Keys.prefixEnd(partition, invocation));
        bound.putInt(Keys.PREFIX, 0);
        SortedMap<String, byte[]> state = new TreeMap<>();
        openIterators++;
        try (RocksIterator iterator = database.db.newIterator(database.state, options)) {
            for (iterator.seek(prefix); iterator.isValid(); iterator.next()) {
                byte[] key = iterator.key();
                state.put(
                        new String(key, Keys.PREFIX, key.length - Keys.PREFIX, StandardCharsets.UTF_8),
                        iterator.value());
            }
            scanEnd.check(iterator);
        } finally {
            openIterators--;
        }
        return state;
    }

    public int openHandles() {
        return natives.size() + openIterators;
    }

    @Override
    public void close() {
        natives.close();
    }
}
