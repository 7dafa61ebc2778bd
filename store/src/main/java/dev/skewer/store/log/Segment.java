package dev.skewer.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * One file of the log: a head, then records one behind the other, all numbers big-endian.
 *
 * <p>Head: the text {@code SKEWLOG}, a byte for the version, the segment's number (8 bytes), the number of partitions (4), for each
 * partition the last LSN in the segments before (8), and the CRC-32C of all that (4). Record: the payload's length (4), its CRC-32C (4), the
 * CRC-32C of segment number, offset, length and first checksum (4), the payload. So neither a length nor a place is believed that was not
 * written there.
 *
 * @param number ascending from 1, without gaps
 * @param path the file
 * @param before the last LSN of each partition in the segments before this one
 */
// Made once, compared by nobody.
@SuppressWarnings("ArrayRecordComponent")
record Segment(long number, Path path, long[] before) {
    private static final byte[] MAGIC = "SKEWLOG".getBytes(StandardCharsets.US_ASCII);
    private static final String SUFFIX = ".log";
    private static final int RECORD_HEAD = 12;

    /** Whether everything in the segments before this one is among the commands up to {@code lsns}. */
    boolean beginsWithin(long[] lsns) {
        for (int partition = 0; partition < before.length; partition++) {
            if (before[partition] > lsns[partition]) {
                return false;
            }
        }
        return true;
    }

    static Path pathOf(Path directory, long number) {
        return directory.resolve("%020d%s".formatted(number, SUFFIX));
    }

    /** The number in a file's name; -1 if it is not a segment's. */
    static long numberOf(Path file) {
        String name = file.getFileName().toString();
        return name.matches("[0-9]{20}\\" + SUFFIX) ? Long.parseLong(name.substring(0, 20)) : -1;
    }

    static byte[] head(long number, long[] before) {
        ByteBuffer head = ByteBuffer.allocate(headSize(before.length));
        head.put(MAGIC).put(CommandCodec.VERSION).putLong(number).putInt(before.length);
        for (long lsn : before) {
            head.putLong(lsn);
        }
        head.putInt(checksum(head.array(), head.position()));
        return head.array();
    }

    static int headSize(int partitions) {
        return MAGIC.length + 1 + Long.BYTES + Integer.BYTES + Long.BYTES * partitions + Integer.BYTES;
    }

    /** A record as it stands in segment {@code number} at byte {@code offset}. */
    static byte[] frame(long number, long offset, byte[] payload) {
        int checksum = checksum(payload, payload.length);
        return ByteBuffer.allocate(RECORD_HEAD + payload.length)
                .putInt(payload.length)
                .putInt(checksum)
                .putInt(placeChecksum(number, offset, payload.length, checksum))
                .put(payload)
                .array();
    }

    private static int placeChecksum(long number, long offset, int length, int checksum) {
        byte[] place = ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES)
                .putLong(number)
                .putLong(offset)
                .putInt(length)
                .putInt(checksum)
                .array();
        return checksum(place, place.length);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /**
     * Reads the head of a file.
     *
     * @throws IOException if there is none, with what is wrong with it
     */
    static Segment open(Path path, int partitions) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(headSize(partitions));
        }
        int comparable = Math.min(bytes.length, MAGIC.length);
        if (!Arrays.equals(bytes, 0, comparable, MAGIC, 0, comparable)) {
            throw new IOException("it is not a segment");
        }
        if (bytes.length > MAGIC.length && bytes[MAGIC.length] != CommandCodec.VERSION) {
            throw new IOException("it is of version " + bytes[MAGIC.length] + "; this one reads version "
                    + CommandCodec.VERSION + " only");
        }
        if (bytes.length < headSize(partitions)) {
            throw new IOException("it ends within its head");
        }
        ByteBuffer head = ByteBuffer.wrap(bytes);
        head.position(MAGIC.length + 1);
        long number = head.getLong();
        int count = head.getInt();
        long[] before = new long[partitions];
        for (int i = 0; i < partitions; i++) {
            before[i] = head.getLong();
        }
        boolean isSound = head.getInt() == checksum(bytes, bytes.length - Integer.BYTES);
        if (!isSound || number != numberOf(path) || count != partitions) {
            throw new IOException("its head is damaged");
        }
        return new Segment(number, path, before);
    }

    /**
     * Reads the records.
     *
     * @param isLast whether it may end within a record: a write that was cut off
     * @param visitor is given each record
     * @return the offset behind the last whole record
     * @throws IOException if there is damage, or the end is cut off in one that is not the last
     */
    long read(boolean isLast, Consumer<LogRecord> visitor) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int offset = headSize(before.length);
        while (offset < bytes.length) {
            int end = endOfRecord(file, offset);
            if (end < 0) {
                if (!isLast) {
                    throw new IOException("it ends within a record, at byte " + offset);
                }
                return offset;
            }
            byte[] payload = Arrays.copyOfRange(bytes, offset + RECORD_HEAD, end);
            if (checksum(payload, payload.length) != file.getInt(offset + Integer.BYTES)) {
                throw new IOException("the checksum of the record at byte " + offset + " does not match");
            }
            visitor.accept(decode(payload, offset));
            offset = end;
        }
        return offset;
    }

    private LogRecord decode(byte[] payload, int offset) throws IOException {
        try {
            return LogRecord.decode(payload, before.length);
        } catch (IOException e) {
            throw new IOException("the record at byte " + offset + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where the record at {@code offset} ends; -1 if the file does before. */
    private int endOfRecord(ByteBuffer file, int offset) throws IOException {
        int rest = file.capacity() - offset;
        // Zeros: the file system has made the file longer, and not written what was to be there.
        if (rest < RECORD_HEAD || isZero(file, offset)) {
            return -1;
        }
        int length = file.getInt(offset);
        int checksum = file.getInt(offset + Integer.BYTES);
        boolean isHead = file.getInt(offset + 2 * Integer.BYTES) == placeChecksum(number, offset, length, checksum);
        if (!isHead || length <= 0) {
            throw new IOException("the head of the record at byte " + offset + " is damaged");
        }
        return length > rest - RECORD_HEAD ? -1 : offset + RECORD_HEAD + length;
    }

    private static boolean isZero(ByteBuffer file, int from) {
        for (int i = from; i < file.capacity(); i++) {
            if (file.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
