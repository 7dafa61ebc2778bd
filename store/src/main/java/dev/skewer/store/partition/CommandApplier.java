package dev.skewer.store.partition;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.defect.Rules;
import dev.skewer.store.storage.Status;
import dev.skewer.store.write.Appends;
import dev.skewer.store.write.GroupCommit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The meaning of each command: decides it against what is pending and adds its changes to the {@link GroupCommit}. */
final class CommandApplier {
    private final Rules rules;

    CommandApplier(Rules rules) {
        this.rules = rules;
    }

    /**
     * Applies {@code command}; its effects are visible to later commands of the same commit at once.
     *
     * @param plan what {@code CompactRule.plan} returned for it
     */
    Outcome apply(GroupCommit commit, Command command, @Nullable InvocationView plan) throws RocksDBException {
        if (command instanceof Command.Append append) {
            return append(commit, append);
        }
        if (command instanceof Command.AppendAll all) {
            return rules.appendAll().apply(commit, all);
        }
        if (command instanceof Command.SetState set) {
            return setState(commit, set);
        }
        if (command instanceof Command.Trim trim) {
            return trim(commit, trim);
        }
        if (command instanceof Command.Compact compact) {
            return compact(commit, compact, plan);
        }
        if (command instanceof Command.Create create) {
            return create(commit, create.invocation());
        }
        return purge(commit, ((Command.Purge) command).invocation());
    }

    private Outcome append(GroupCommit commit, Command.Append append) throws RocksDBException {
        Status before = commit.statusForAppend(append.invocation());
        String refusal = Appends.refusal(append, before);
        if (refusal != null) {
            return new Outcome.Rejected(refusal);
        }
        long lsn = commit.nextLsn(append.invocation());
        Outcome.Position position = Appends.add(commit, append.invocation(), before, append.entry());
        rules.trim().appended(append.invocation(), position.index() + 1);
        return new Outcome.Appended(lsn, List.of(position));
    }

    private Outcome setState(GroupCommit commit, Command.SetState set) throws RocksDBException {
        Status before = commit.statusForAppend(set.invocation());
        String refusal = Appends.refusal(new Command.Append(set.invocation(), set.entry()), before);
        if (refusal != null) {
            return new Outcome.Rejected(refusal);
        }
        long lsn = commit.nextLsn(set.invocation());
        Outcome.Position position = Appends.add(commit, set.invocation(), before, set.entry());
        commit.putState(set.invocation(), set.key(), set.entry());
        return new Outcome.Appended(lsn, List.of(position));
    }

    private Outcome trim(GroupCommit commit, Command.Trim trim) throws RocksDBException {
        Status before = commit.status(trim.invocation());
        if (before == null || before.purged()) {
            return absent(trim.invocation(), before);
        }
        if (trim.length() >= before.length()) {
            return new Outcome.Trimmed(commit.lastLsn(trim.invocation()), before.metadata());
        }
        int length = Math.max(trim.length(), before.first());
        long lsn = commit.nextLsn(trim.invocation());
        Status after = rules.trim().trim(commit, trim.invocation(), before, length);
        commit.setStatus(trim.invocation(), after);
        return new Outcome.Trimmed(lsn, after.metadata());
    }

    private Outcome compact(GroupCommit commit, Command.Compact compact, @Nullable InvocationView plan)
            throws RocksDBException {
        Status before = commit.status(compact.invocation());
        if (before == null || before.purged()) {
            return absent(compact.invocation(), before);
        }
        int first = Math.min(compact.first(), before.length());
        if (first <= before.first()) {
            return new Outcome.Compacted(commit.lastLsn(compact.invocation()), before.metadata());
        }
        long lsn = commit.nextLsn(compact.invocation());
        Status after = rules.compact().compact(commit, compact.invocation(), before, first, plan);
        commit.setStatus(compact.invocation(), after);
        return new Outcome.Compacted(lsn, after.metadata());
    }

    private static Outcome create(GroupCommit commit, long invocation) throws RocksDBException {
        Status before = commit.status(invocation);
        if (before != null) {
            return new Outcome.Rejected(
                    "invocation " + invocation + (before.purged() ? " is purged" : " exists already"));
        }
        long lsn = commit.nextLsn(invocation);
        commit.setStatus(invocation, Status.EMPTY);
        return new Outcome.Created(lsn);
    }

    private static Outcome purge(GroupCommit commit, long invocation) throws RocksDBException {
        Status before = commit.status(invocation);
        if (before == null || before.purged()) {
            return absent(invocation, before);
        }
        long lsn = commit.nextLsn(invocation);
        commit.deleteAll(invocation);
        commit.setStatus(invocation, Status.TOMBSTONE);
        return new Outcome.Purged(lsn, before.metadata());
    }

    private static Outcome absent(long invocation, @Nullable Status status) {
        return new Outcome.Rejected(
                status == null
                        ? "invocation " + invocation + " is unknown"
                        : "invocation " + invocation + " is purged");
    }
}
