package dev.skewer.workloads.target;

import java.time.Duration;
import java.util.Set;

/**
 * What can be wrong with the disk of one node, for a while, also while the node is down. Conditions of different kinds can hold at a time; of one
 * kind the newest counts, and when it is lifted the one before.
 */
public sealed interface DiskCondition {
    /** A call that an error can happen to. */
    enum Call {
        /** Reading from a file. */
        READ,
        /** Writing to a file, or making it longer. */
        WRITE,
        /** Syncing a file. What was not synced then is lost for later syncs too, as Linux takes it for clean. */
        SYNC
    }

    /** Syncs return at once and make nothing durable. */
    record LyingSyncs() implements DiskCondition {}

    /**
     * Each sync takes longer.
     *
     * @param min by so much at least
     * @param max and at most; positive
     */
    record SlowSyncs(Duration min, Duration max) implements DiskCondition {}

    /**
     * Some calls fail with an error of the disk, and do nothing.
     *
     * @param calls which
     * @param share which part of them, 0 … 1
     * @param seed of which they are
     */
    record FailingCalls(Set<Call> calls, double share, long seed) implements DiskCondition {
        /** Copies the set. */
        public FailingCalls {
            calls = Set.copyOf(calls);
        }
    }

    /**
     * Some writes write one bit other than they should. What was written so stays so.
     *
     * @param writes so many at most
     * @param share which part of the writes it can be, 0 … 1
     * @param seed of which they are, and of the bits
     */
    record FlippedBits(int writes, double share, long seed) implements DiskCondition {}

    /**
     * Processes die in the middle of writes, of which then only the first sectors are there.
     *
     * @param writes so many at most
     * @param share which part of the writes it can be, 0 … 1
     * @param seed of which they are, and of how much is there
     */
    record TornWrites(int writes, double share, long seed) implements DiskCondition {}

    /**
     * Others have filled the disk but for so much. What needs more fails for want of space, or is done in part where the call can say so;
     * what is removed or made shorter gives its space back.
     *
     * @param left in bytes; at least 0
     * @param isThin whether space that a file was promised ahead of its end ({@code fallocate}) is not there, as where storage is
     *     provisioned thinly or each write goes to a new place; otherwise it is the file's own
     */
    record Full(long left, boolean isThin) implements DiskCondition {
        /** Checks the range. */
        public Full {
            if (left < 0) {
                throw new IllegalArgumentException("no disk has " + left + " bytes left");
            }
        }
    }
}
