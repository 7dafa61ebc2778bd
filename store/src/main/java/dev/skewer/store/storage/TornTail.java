package dev.skewer.store.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Finds a record at the end of RocksDB's write-ahead log of which a loss of power left the first sectors only, and cuts it off.
 *
 * <p>A file system may have made a file's new size durable before the sectors behind its old end; these are zeros then (ext4 does so within
 * a block that the file has already). RocksDB takes a log that ends too early, or in zeros where a record would begin, for one that was cut
 * off. A record that began in a sector that is there fails its checksum, and {@code TolerateCorruptedTailRecords} refuses the log as damaged,
 * though nothing in it was ever synced. etcd tells the two apart by looking for sectors of zeros (its {@code isTornEntry}), and so does this.
 *
 * <p>A record is torn if it fails its checksum and everything from a sector's beginning in it to the end of the file is zeros. A synced
 * record is not: all of its sectors are there. What this cannot tell apart is a record that was synced, is damaged, is the last one, and
 * ends in zeros from a sector's beginning on.
 *
 * <p>The format is that of <a href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">RocksDB's wiki</a>: blocks of 32
 * KiB, records in fragments of a checksum (CRC-32C of type and payload, rotated and shifted; 4 bytes), a length (2), a type (1) and a payload.
 * Logs that are used again, whose fragments have other types and longer heads, are left alone.
 */
final class TornTail {
    private static final int BLOCK = 32 * 1024;
    private static final int SECTOR = 512;
    private static final int HEAD = 7;
    private static final int FIRST_RECYCLED_TYPE = 5;
    private static final int LAST_RECYCLED_TYPE = 8;
    private static final int NONE = -1;

    private TornTail() {}

    /**
     * Cuts off the torn record at the end of the newest log in {@code directory} that is not empty, if there is one.
     *
     * @return how many bytes were cut off
     */
    static int cut(Path directory) throws IOException {
        List<Path> logs = WriteAheadLogs.in(directory);
        int newest = logs.size() - 1;
        while (newest >= 0 && Files.size(logs.get(newest)) == 0) {
            newest--;
        }
        return newest < 0 ? 0 : cutLog(logs.get(newest));
    }

    private static int cutLog(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int torn = find(bytes);
        if (torn == NONE) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(torn);
            file.getFD().sync();
        }
        return bytes.length - torn;
    }

    /** Where the torn fragment begins with which {@code log} ends; -1 if it does not end with one. */
    static int find(byte[] log) {
        ByteBuffer bytes = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + HEAD <= log.length) {
            int left = BLOCK - at % BLOCK;
            if (left < HEAD) {
                at += left;
                continue;
            }
            int length = Short.toUnsignedInt(bytes.getShort(at + Integer.BYTES));
            int type = log[at + HEAD - 1];
            int end = at + HEAD + length;
            if (type >= FIRST_RECYCLED_TYPE && type <= LAST_RECYCLED_TYPE) {
                return NONE;
            }
            boolean isWhole =
                    length <= left - HEAD && end <= log.length && bytes.getInt(at) == checksum(log, at, length);
            if (!isWhole) {
                return isTorn(log, at, end) ? at : NONE;
            }
            at = end;
        }
        return NONE;
    }

    private static boolean isTorn(byte[] log, int begin, int end) {
        int zeros = log.length;
        while (zeros > begin && log[zeros - 1] == 0) {
            zeros--;
        }
        int sector = (Math.max(zeros, begin + 1) + SECTOR - 1) / SECTOR * SECTOR;
        return sector < Math.min(Math.max(end, begin + HEAD), log.length);
    }

    private static int checksum(byte[] log, int at, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(log, at + HEAD - 1, 1 + length);
        int crc = (int) checksum.getValue();
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }
}
