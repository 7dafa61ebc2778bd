package dev.skewer.store.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How rows are found: {@code partition (4 bytes) | invocation (8) | index (4)}, big-endian, so that one partition, one
 * invocation and one journal are each one contiguous range, and one invocation's rows share their first {@value
 * #PREFIX} bytes. State rows have the state's key in UTF-8 where journal rows have the index.
 */
public final class Keys {
    /** Partition and invocation: a whole status key, and the prefix of journal and state keys. */
    static final int PREFIX = 12;

    /** A whole journal key. */
    public static final int JOURNAL = 16;

    /** The partition's bookkeeping row. */
    static final int PARTITION = 4;

    private Keys() {}

    public static int partitionOf(long invocation, int partitions) {
        return Math.floorMod(invocation, partitions);
    }

    public static byte[] partition(int partition) {
        return ByteBuffer.allocate(PARTITION).putInt(partition).array();
    }

    public static byte[] prefix(int partition, long invocation) {
        return ByteBuffer.allocate(PREFIX).putInt(partition).putLong(invocation).array();
    }

    /**
     * The journal key of {@code index}; as the end of a range also {@code Integer.MIN_VALUE}, which sorts after all
     * indexes.
     */
    public static byte[] journal(int partition, long invocation, int index) {
        return ByteBuffer.allocate(JOURNAL)
                .putInt(partition)
                .putLong(invocation)
                .putInt(index)
                .array();
    }

    public static byte[] state(int partition, long invocation, String key) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(PREFIX + name.length)
                .putInt(partition)
                .putLong(invocation)
                .put(name)
                .array();
    }

    /** The first key after all that begin with this invocation's prefix. */
    public static byte[] prefixEnd(int partition, long invocation) {
        long next = invocation + 1;
        return prefix(next == 0 ? partition + 1 : partition, next);
    }

    /** Writes a prefix into {@code key}, from position 0. */
    static void putPrefix(ByteBuffer key, int partition, long invocation) {
        key.putInt(0, partition);
        key.putLong(4, invocation);
    }
}
