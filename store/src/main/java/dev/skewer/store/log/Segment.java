package dev.skewer.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * One file of the log: a head, then records one behind the other, all numbers big-endian.
 *
 * <p>Head: the text {@code SKEWLOG}, a byte for the version, the segment's number (8 bytes) and its term (8), the term of the segment
 * before (8) and where that ends (8), the number of partitions (4), for each partition the last LSN in the segments before (8), and the
 * CRC-32C of all that (4). Record: the payload's length (4), its CRC-32C (4), the CRC-32C of segment number, term, offset, length and first
 * checksum (4), the payload. So neither a length nor a place is believed that was not written there.
 *
 * @param number ascending from 1, without gaps
 * @param term in which it was begun, and in which alone it is written to
 * @param path the file
 * @param previousTerm the term of the segment before this one; 0 if there was none
 * @param previousEnd where that one ends, whatever is behind; 0 if there was none
 * @param before the last LSN of each partition in the segments before this one
 */
// Made once, compared by nobody.
@SuppressWarnings("ArrayRecordComponent")
record Segment(long number, long term, Path path, long previousTerm, long previousEnd, long[] before) {
    private static final byte[] MAGIC = "SKEWLOG".getBytes(StandardCharsets.US_ASCII);
    private static final String SUFFIX = ".log";
    private static final int NUMBER_DIGITS = 20;
    private static final Pattern NAME = Pattern.compile("([0-9]{20})-([0-9]{1,18})" + Pattern.quote(SUFFIX));
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

    /** The first one of a term, or the next one, in {@code directory}. */
    static Segment after(Path directory, long number, long term, long previousTerm, long previousEnd, long[] before) {
        return new Segment(number, term, pathOf(directory, number, term), previousTerm, previousEnd, before.clone());
    }

    static Path pathOf(Path directory, long number, long term) {
        return directory.resolve("%020d-%d%s".formatted(number, term, SUFFIX));
    }

    /** Whether a file is called as a segment is. */
    static boolean isOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    /** The number of what {@linkplain #isOne is called so}. */
    static long numberOf(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, NUMBER_DIGITS));
    }

    byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(headSize(before.length));
        head.put(MAGIC).put(CommandCodec.VERSION).putLong(number).putLong(term);
        head.putLong(previousTerm).putLong(previousEnd).putInt(before.length);
        for (long lsn : before) {
            head.putLong(lsn);
        }
        head.putInt(checksum(head.array(), head.position()));
        return head.array();
    }

    static int headSize(int partitions) {
        return MAGIC.length + 1 + 4 * Long.BYTES + Integer.BYTES + Long.BYTES * partitions + Integer.BYTES;
    }

    /** A record as it stands here at byte {@code offset}. */
    byte[] frame(long offset, byte[] payload) {
        int checksum = checksum(payload, payload.length);
        return ByteBuffer.allocate(RECORD_HEAD + payload.length)
                .putInt(payload.length)
                .putInt(checksum)
                .putInt(placeChecksum(offset, payload.length, checksum))
                .put(payload)
                .array();
    }

    private int placeChecksum(long offset, int length, int checksum) {
        byte[] place = ByteBuffer.allocate(3 * Long.BYTES + 2 * Integer.BYTES)
                .putLong(number)
                .putLong(term)
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
        long term = head.getLong();
        long previousTerm = head.getLong();
        long previousEnd = head.getLong();
        int count = head.getInt();
        long[] before = new long[partitions];
        for (int i = 0; i < partitions; i++) {
            before[i] = head.getLong();
        }
        boolean isSound = head.getInt() == checksum(bytes, bytes.length - Integer.BYTES);
        if (!isSound || !isCalled(path, number, term) || count != partitions) {
            throw new IOException("its head is damaged");
        }
        return new Segment(number, term, path, previousTerm, previousEnd, before);
    }

    private static boolean isCalled(Path path, long number, long term) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() && Long.parseLong(name.group(1)) == number && Long.parseLong(name.group(2)) == term;
    }

    /**
     * Reads the records of the last segment, which may end within one: a write that was cut off, or goes on.
     *
     * @param visitor is given each record
     * @return the offset behind the last whole record
     * @throws IOException if there is damage
     */
    long readOpen(Consumer<LogRecord> visitor) throws IOException {
        return read(Files.readAllBytes(path), visitor);
    }

    /**
     * Reads the records of a segment that another one follows.
     *
     * @param end where it ends; what is behind was written by one whose term was over, and is not part of the log
     * @param visitor is given each record
     * @throws IOException if there is damage, or it ends before
     */
    void readUpTo(long end, Consumer<LogRecord> visitor) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(Math.toIntExact(end));
        }
        long read = read(bytes, visitor);
        if (read < end) {
            throw new IOException("it ends within a record, at byte " + read);
        }
    }

    private long read(byte[] bytes, Consumer<LogRecord> visitor) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int offset = headSize(before.length);
        while (offset < bytes.length) {
            int end = endOfRecord(file, offset);
            if (end < 0) {
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
        boolean isHead = file.getInt(offset + 2 * Integer.BYTES) == placeChecksum(offset, length, checksum);
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
