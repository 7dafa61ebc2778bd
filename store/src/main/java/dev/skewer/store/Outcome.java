package dev.skewer.store;

import java.util.List;

/**
 * What became of a command. The {@code lsn} is the partition's log sequence number of the command's own effect, or the
 * last one before it when it had none; for an {@link Command.AppendAll} that of its first invocation's partition.
 */
public sealed interface Outcome {
    /**
     * Where an entry went.
     *
     * @param epoch the journal's epoch at that moment
     * @param index the entry's index
     */
    record Position(int epoch, int index) {}

    /**
     * The appends took effect.
     *
     * @param lsn see {@link Outcome}
     * @param positions one for each entry, in the command's order
     */
    record Appended(long lsn, List<Position> positions) implements Outcome {
        /** Copies the list. */
        public Appended {
            positions = List.copyOf(positions);
        }
    }

    /**
     * The journal is no longer than asked.
     *
     * @param lsn see {@link Outcome}
     * @param metadata from now on
     */
    record Trimmed(long lsn, Metadata metadata) implements Outcome {}

    /**
     * The journal begins no earlier than asked, or is empty.
     *
     * @param lsn see {@link Outcome}
     * @param metadata from now on
     */
    record Compacted(long lsn, Metadata metadata) implements Outcome {}

    /** The invocation exists. */
    record Created(long lsn) implements Outcome {}

    /**
     * The invocation is gone.
     *
     * @param lsn see {@link Outcome}
     * @param metadata until then
     */
    record Purged(long lsn, Metadata metadata) implements Outcome {}

    /**
     * The command certainly had no effect and never will.
     *
     * @param reason one line for people
     */
    record Rejected(String reason) implements Outcome {}
}
