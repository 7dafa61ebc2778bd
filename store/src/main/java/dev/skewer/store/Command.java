package dev.skewer.store;

import java.util.List;

/**
 * A write. Each command is atomic: a read from one snapshot sees all of it or nothing.
 *
 * <p>An invocation begins with its first append, or with {@link Create}; a purged one is gone for good. Entries are
 * handed over: the caller does not change the array afterwards.
 */
public sealed interface Command {
    /** What {@link Append#ifLength} is when the append has no condition. */
    int ANY_LENGTH = -1;

    /**
     * Adds one entry at the journal's length. Rejected on a purged invocation, or when the condition does not hold.
     *
     * @param invocation whose journal
     * @param entry what to add
     * @param ifLength the length that the journal must have for this to happen, or {@link #ANY_LENGTH}
     */
    // An entry is opaque bytes; commands are not compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Append(long invocation, byte[] entry, int ifLength) implements Command {
        /** Checks the condition's range. */
        public Append {
            if (ifLength < ANY_LENGTH) {
                throw new IllegalArgumentException("ifLength " + ifLength + " is negative");
            }
        }

        /** An append without a condition. */
        public Append(long invocation, byte[] entry) {
            this(invocation, entry, ANY_LENGTH);
        }
    }

    /**
     * Several appends at once, in order, over any invocations of any partitions, the same one twice included. Rejected
     * as a whole when one of them would be.
     *
     * @param appends at least one
     */
    record AppendAll(List<Append> appends) implements Command {
        /** Copies the list. */
        public AppendAll {
            appends = List.copyOf(appends);
            if (appends.isEmpty()) {
                throw new IllegalArgumentException("an appendAll of nothing");
            }
        }
    }

    /**
     * Drops the newest entries, as a restart from an earlier point does. If {@code length} is less than the journal's
     * length, the entries from {@code length} up go, but none below the first index: the new length is {@code
     * max(length, first)}; and the epoch rises by one, even when the journal was empty already because it is compacted
     * that far. Otherwise nothing changes. The state is left alone. Rejected on an unknown or purged invocation.
     *
     * @param invocation whose journal
     * @param length how many entries to keep, counted from index 0; not negative
     */
    record Trim(long invocation, int length) implements Command {
        /** Checks the length's range. */
        public Trim {
            if (length < 0) {
                throw new IllegalArgumentException("trim to the negative length " + length);
            }
        }
    }

    /**
     * Drops the oldest entries. With {@code F = min(first, length)}: entries below {@code F} go and the first index
     * becomes {@code F}, if {@code F} is more than the first index; otherwise nothing changes. Rejected on an unknown
     * or purged invocation.
     *
     * @param invocation whose journal
     * @param first the lowest index to keep; not negative
     */
    record Compact(long invocation, int first) implements Command {
        /** Checks the index's range. */
        public Compact {
            if (first < 0) {
                throw new IllegalArgumentException("compact to the negative index " + first);
            }
        }
    }

    /** Begins an invocation with an empty journal. Rejected when it exists or is purged. */
    record Create(long invocation) implements Command {}

    /** Removes metadata, journal and state for good. Rejected on an unknown or purged invocation. */
    record Purge(long invocation) implements Command {}

    /**
     * Appends {@code entry} and sets the state of {@code key} to it, both or neither. Rejected on a purged invocation.
     *
     * @param invocation whose journal and state
     * @param key which part of the state
     * @param entry the entry and the value
     */
    // As for Append.
    @SuppressWarnings("ArrayRecordComponent")
    record SetState(long invocation, String key, byte[] entry) implements Command {}
}
