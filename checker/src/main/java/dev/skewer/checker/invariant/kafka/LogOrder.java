package dev.skewer.checker.invariant.kafka;

import dev.skewer.checker.Budget;
import dev.skewer.checker.invariant.history.RecordedOperations.Status;
import java.util.Arrays;

/**
 * The order of each log, from the offsets that sends and polls tell: the offsets that are known to hold a message, numbered
 * without gaps (ranks), and which messages stand there. Every poll tells, whatever became of its operation, as consumers are
 * only to be given what is safe; a send tells if it certainly took effect: its operation is ok, or its outcome is unknown and
 * some message that it sent was polled by an operation that is ok. {@code O(n log n)}.
 */
final class LogOrder {
    /** No rank. */
    static final int NONE = -1;

    private final KafkaRecords records;
    /** By operation: whether what it sent certainly took effect. */
    private final boolean[] isCommitted;
    /** By key: its known offsets, ascending. */
    private final long[][] offsets;
    /** By key: rank and message in one, ascending and each once. */
    private final long[][] entries;
    /** By message: whether an operation that is ok polled it. */
    private final boolean[] isRead;
    /** By message: the first and the last rank at which it stands. */
    private final int[] firstRank;

    private final int[] lastRank;

    LogOrder(KafkaRecords records, Budget budget) {
        this.records = records;
        isRead = new boolean[records.messages()];
        isCommitted = new boolean[records.operations.size()];
        commit();
        offsets = new long[records.keys.size()][];
        entries = new long[records.keys.size()][];
        firstRank = new int[records.messages()];
        lastRank = new int[records.messages()];
        Arrays.fill(firstRank, NONE);
        Arrays.fill(lastRank, NONE);
        int[][] rows = rowsByKey();
        for (int key = 0; key < rows.length; key++) {
            budget.require();
            order(key, rows[key]);
        }
    }

    private void commit() {
        for (int row = 0; row < records.size; row++) {
            isRead[records.message[row]] |= records.isPolledOk(row);
        }
        for (int row = 0; row < records.size; row++) {
            int op = records.op[row];
            Status status = records.operations.status[op];
            isCommitted[op] |= status == Status.OK
                    || (status == Status.INFO && records.isSent[row] && isRead[records.message[row]]);
        }
    }

    /** The rows that tell an offset, by key. */
    private int[][] rowsByKey() {
        int[] sizes = new int[records.keys.size()];
        for (int row = 0; row < records.size; row++) {
            sizes[records.key(records.message[row])] += tells(row) ? 1 : 0;
        }
        int[][] rows = new int[sizes.length][];
        Arrays.setAll(rows, key -> new int[sizes[key]]);
        for (int row = records.size - 1; row >= 0; row--) {
            int key = records.key(records.message[row]);
            if (tells(row)) {
                rows[key][--sizes[key]] = row;
            }
        }
        return rows;
    }

    private boolean tells(int row) {
        return records.offset[row] != KafkaRecords.UNKNOWN && (!records.isSent[row] || isCommitted[records.op[row]]);
    }

    private void order(int key, int[] rows) {
        long[] known = Arrays.stream(rows)
                .mapToLong(row -> records.offset[row])
                .sorted()
                .distinct()
                .toArray();
        offsets[key] = known;
        entries[key] = Arrays.stream(rows)
                .mapToLong(row ->
                        (long) Arrays.binarySearch(known, records.offset[row]) << Integer.SIZE | records.message[row])
                .sorted()
                .distinct()
                .toArray();
        for (int i = 0; i < entries[key].length; i++) {
            int message = message(key, i);
            firstRank[message] = firstRank[message] == NONE ? rank(key, i) : firstRank[message];
            lastRank[message] = rank(key, i);
        }
    }

    /** How many keys there are. */
    int keys() {
        return entries.length;
    }

    /** How many entries the log of a key has: messages at ranks, in order of rank. */
    int entries(int key) {
        return entries[key].length;
    }

    /** The rank of an entry. */
    int rank(int key, int entry) {
        return (int) (entries[key][entry] >> Integer.SIZE);
    }

    /** The message of an entry. */
    int message(int key, int entry) {
        return (int) entries[key][entry];
    }

    /** The offset of a rank. */
    long offset(int key, int rank) {
        return offsets[key][rank];
    }

    /** A message that stands at a rank. */
    int messageAt(int key, int rank) {
        int found = Arrays.binarySearch(entries[key], (long) rank << Integer.SIZE);
        return message(key, found < 0 ? -found - 1 : found);
    }

    /** The rank of a row's offset; {@link #NONE} if it is not known to hold a message. */
    int rank(int row) {
        if (records.offset[row] == KafkaRecords.UNKNOWN) {
            return NONE;
        }
        int found = Arrays.binarySearch(offsets[records.key(records.message[row])], records.offset[row]);
        return found < 0 ? NONE : found;
    }

    /** The first rank of a message; {@link #NONE} if it has none. */
    int firstRank(int message) {
        return firstRank[message];
    }

    /** The last rank of a message; {@link #NONE} if it has none. */
    int lastRank(int message) {
        return lastRank[message];
    }

    /** Whether an operation that is ok polled a message. */
    boolean isRead(int message) {
        return isRead[message];
    }

    /** Whether what an operation sent certainly took effect. */
    boolean isCommitted(int op) {
        return isCommitted[op];
    }
}
