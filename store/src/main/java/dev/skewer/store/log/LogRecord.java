package dev.skewer.store.log;

import dev.skewer.store.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one group commit changed: its commands in order, each with the LSNs that it got. Those without effect are not in it.
 *
 * @param entries at least one
 */
public record LogRecord(List<Entry> entries) {
    /**
     * A command with the first LSN that it got in each partition that it changed.
     *
     * @param command what was done
     * @param partitions which partitions; at least one
     * @param lsns one for each of these partitions
     */
    // Decoded once, read once; entries are not compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Entry(Command command, int[] partitions, long[] lsns) {}

    /** Copies the list. */
    public LogRecord {
        entries = List.copyOf(entries);
    }

    /** Takes a record from the bytes of a {@link Builder}. */
    static LogRecord decode(byte[] payload, int partitions) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            List<Entry> entries = new ArrayList<>();
            while (in.available() > 0) {
                int concerned = in.readInt();
                if (concerned < 1 || concerned > partitions) {
                    throw new IOException("a command of " + concerned + " partitions");
                }
                int[] numbers = new int[concerned];
                long[] lsns = new long[concerned];
                for (int i = 0; i < concerned; i++) {
                    numbers[i] = in.readInt();
                    lsns[i] = in.readLong();
                    if (numbers[i] < 0 || numbers[i] >= partitions) {
                        throw new IOException("a command of partition " + numbers[i]);
                    }
                }
                entries.add(new Entry(CommandCodec.read(in, payload.length), numbers, lsns));
            }
            return new LogRecord(entries);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Collects the commands of one group commit after another; for one thread at a time. */
    public static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        /** The partitions that the command under way has changed, and its first LSN in each. */
        private int[] partitions = new int[1];

        private long[] lsns = new long[1];
        private int concerned;

        /** The last LSN of each partition in the record, for {@link CommandLog}. */
        private int[] allPartitions = new int[1];

        private long[] lastLsns = new long[1];
        private int allConcerned;

        /** The command under way has got an LSN. */
        public void assigned(int partition, long lsn) {
            for (int i = 0; i < concerned; i++) {
                if (partitions[i] == partition) {
                    return;
                }
            }
            if (concerned == partitions.length) {
                partitions = Arrays.copyOf(partitions, 2 * concerned);
                lsns = Arrays.copyOf(lsns, 2 * concerned);
            }
            partitions[concerned] = partition;
            lsns[concerned++] = lsn;
        }

        /** The command under way is decided; it is left out if it got no LSN. */
        public void add(Command command) {
            if (concerned == 0) {
                return;
            }
            try {
                out.writeInt(concerned);
                for (int i = 0; i < concerned; i++) {
                    out.writeInt(partitions[i]);
                    out.writeLong(lsns[i]);
                    note(partitions[i], lsns[i]);
                }
                CommandCodec.write(out, command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            concerned = 0;
        }

        private void note(int partition, long lsn) {
            for (int i = 0; i < allConcerned; i++) {
                if (allPartitions[i] == partition) {
                    lastLsns[i] = lsn;
                    return;
                }
            }
            if (allConcerned == allPartitions.length) {
                allPartitions = Arrays.copyOf(allPartitions, 2 * allConcerned);
                lastLsns = Arrays.copyOf(lastLsns, 2 * allConcerned);
            }
            allPartitions[allConcerned] = partition;
            lastLsns[allConcerned++] = lsn;
        }

        /**
         * Leaves the command under way out.
         *
         * @return the partitions in which it got an LSN
         */
        public int[] leaveOut() {
            int[] left = Arrays.copyOf(partitions, concerned);
            concerned = 0;
            return left;
        }

        /** Whether there is nothing to log. */
        public boolean isEmpty() {
            return bytes.size() == 0;
        }

        /** Forgets everything. */
        public void clear() {
            bytes.reset();
            concerned = 0;
            allConcerned = 0;
        }

        byte[] payload() {
            return bytes.toByteArray();
        }

        void raise(long[] lsnOfPartition) {
            for (int i = 0; i < allConcerned; i++) {
                lsnOfPartition[allPartitions[i]] = Math.max(lsnOfPartition[allPartitions[i]], lastLsns[i]);
            }
        }
    }
}
