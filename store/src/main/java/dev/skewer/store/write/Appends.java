package dev.skewer.store.write;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.storage.Status;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** What an append means, alone or among several: when it is refused, and what it changes. */
public final class Appends {
    private Appends() {}

    /** Adds an entry that is not refused. */
    public static Outcome.Position append(GroupCommit commit, long invocation, byte[] entry) throws RocksDBException {
        return add(commit, invocation, commit.statusForAppend(invocation), entry);
    }

    /**
     * Adds an entry that is not refused.
     *
     * @param before the row that it builds on: {@link GroupCommit#statusForAppend}
     */
    public static Outcome.Position add(GroupCommit commit, long invocation, Status before, byte[] entry)
            throws RocksDBException {
        int index = before.length();
        commit.putEntry(invocation, index, entry);
        commit.setStatus(invocation, before.withLength(index + 1));
        return new Outcome.Position(before.epoch(), index);
    }

    /** Why {@code append} cannot be applied to {@code before}; null if it can. */
    public static @Nullable String refusal(Command.Append append, Status before) {
        if (before.purged()) {
            return "invocation " + append.invocation() + " is purged";
        }
        if (append.ifLength() != Command.ANY_LENGTH && append.ifLength() != before.length()) {
            return "invocation " + append.invocation() + " has length " + before.length() + ", not "
                    + append.ifLength();
        }
        if (before.length() == Integer.MAX_VALUE) {
            return "invocation " + append.invocation() + " is full";
        }
        return null;
    }
}
