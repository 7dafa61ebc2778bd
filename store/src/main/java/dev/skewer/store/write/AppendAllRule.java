package dev.skewer.store.write;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.storage.Status;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** How several appends become one command. */
@FunctionalInterface
public interface AppendAllRule {
    /** All are checked before the first is applied, and all are in one batch. */
    AppendAllRule SOUND = (commit, command) -> {
        String refusal = refusal(commit, command);
        if (refusal != null) {
            return new Outcome.Rejected(refusal);
        }
        BitSet counted = new BitSet();
        List<Outcome.Position> positions = new ArrayList<>(command.appends().size());
        for (Command.Append append : command.appends()) {
            int partition = commit.partitionNumber(append.invocation());
            if (!counted.get(partition)) {
                counted.set(partition);
                commit.nextLsn(append.invocation());
            }
            positions.add(Appends.append(commit, append.invocation(), append.entry()));
        }
        return new Outcome.Appended(commit.lastLsn(command.appends().get(0).invocation()), positions);
    };

    /** Applies {@code command} to {@code commit}. */
    Outcome apply(GroupCommit commit, Command.AppendAll command) throws RocksDBException;

    /** Why the first element that cannot be applied after those before it cannot be; null if all can. */
    static @Nullable String refusal(GroupCommit commit, Command.AppendAll command) throws RocksDBException {
        Map<Long, Status> after = new HashMap<>();
        for (Command.Append append : command.appends()) {
            Status before = after.get(append.invocation());
            if (before == null) {
                before = commit.statusForAppend(append.invocation());
            }
            String refusal = Appends.refusal(append, before);
            if (refusal != null) {
                return refusal;
            }
            after.put(append.invocation(), before.withLength(before.length() + 1));
        }
        return null;
    }
}
