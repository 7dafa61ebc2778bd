package dev.skewer.store.storage;

import dev.skewer.store.Metadata;
import dev.skewer.store.StoreException;
import java.nio.ByteBuffer;

/**
 * One row of the status column family: an invocation that exists, or the tombstone of one that was purged.
 *
 * <p>Encoded in {@value #BYTES} bytes: kind, epoch, first, length, big-endian.
 *
 * @param purged whether this is a tombstone; the other fields are zero then
 */
public record Status(boolean purged, int epoch, int first, int length) {
    /** The size of an encoded row. */
    static final int BYTES = 13;

    private static final byte KIND_PRESENT = 1;
    private static final byte KIND_PURGED = 2;

    /** What an invocation is before its first append. */
    public static final Status EMPTY = new Status(false, 0, 0, 0);

    public static final Status TOMBSTONE = new Status(true, 0, 0, 0);

    public Metadata metadata() {
        return new Metadata(epoch, first, length);
    }

    public Status withLength(int newLength) {
        return new Status(purged, epoch, first, newLength);
    }

    public Status withFirst(int newFirst) {
        return new Status(purged, epoch, newFirst, length);
    }

    public Status nextEpoch(int newLength) {
        return new Status(purged, epoch + 1, first, newLength);
    }

    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(purged ? KIND_PURGED : KIND_PRESENT)
                .putInt(epoch)
                .putInt(first)
                .putInt(length)
                .array();
    }

    /**
     * Reads a row from the start of {@code row}.
     *
     * @param size how many bytes the row has
     * @throws StoreException if it is not one
     */
    static Status decode(ByteBuffer row, int size, long invocation) {
        if (size == BYTES) {
            byte kind = row.get(0);
            int epoch = row.getInt(1);
            int first = row.getInt(5);
            int length = row.getInt(9);
            if (kind == KIND_PURGED) {
                return TOMBSTONE;
            }
            if (kind == KIND_PRESENT && epoch >= 0 && first >= 0 && length >= first) {
                return new Status(false, epoch, first, length);
            }
        }
        throw new StoreException(
                StoreException.Kind.FAILED,
                "damaged store: the status of invocation " + invocation + " cannot be read");
    }
}
