package dev.skewer.checker.journal.history;

import dev.skewer.checker.CrashKind;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One end of the store, or of some of its nodes, that was not in good order, as the nemesis recorded it: at some moment between
 * two of its events what is on these nodes may have gone back to an earlier version.
 *
 * @param fault what the nemesis calls it
 * @param kind what died; what survives the one kind need not survive the other
 * @param started the rank of the event before it
 * @param healed the rank of the event after which it is over; {@link JournalHistory#NEVER} if the history has none
 * @param nodes those that were hit; null if the history does not say, and any may have been
 * @param index of the first event in the history
 * @param time of the first event, in nanoseconds since the start of the run
 * @param healTime of the last event; -1 if the history has none
 */
public record Crash(
        String fault,
        CrashKind kind,
        int started,
        int healed,
        @Nullable BitSet nodes,
        long index,
        long time,
        long healTime) {
    /** Whether the crash may have hit a node; a negative one is not known. */
    public boolean mayHit(int node) {
        return nodes == null || node < 0 || nodes.get(node);
    }

    /** Whether the crash, which may have hit a node, did so if it hit any: what was there afterwards survived it. */
    public boolean isKnownToHit(int node) {
        return nodes == null || node >= 0;
    }

    /** How much it may undo where a promise holds. */
    public Loss loss(DurabilityPromise promise) {
        return promise.of(kind);
    }

    Crash healedAt(int rank, long when) {
        return new Crash(fault, kind, started, rank, nodes, index, time, when);
    }
}
