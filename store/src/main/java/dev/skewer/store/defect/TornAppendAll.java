package dev.skewer.store.defect;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.Outcome;
import dev.skewer.store.write.AppendAllRule;
import dev.skewer.store.write.Appends;
import dev.skewer.store.write.GroupCommit;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/** {@link Defect#TORN_APPEND_ALL}: a commit of its own for each element, synced before the next. */
final class TornAppendAll implements AppendAllRule {
    @Override
    public Outcome apply(GroupCommit commit, Command.AppendAll command) throws RocksDBException {
        String refusal = AppendAllRule.refusal(commit, command);
        if (refusal != null) {
            return new Outcome.Rejected(refusal);
        }
        List<Outcome.Position> positions = new ArrayList<>(command.appends().size());
        for (Command.Append append : command.appends()) {
            if (!positions.isEmpty()) {
                commit.commitStep();
                commit.sync();
            }
            commit.nextLsn(append.invocation());
            positions.add(Appends.append(commit, append.invocation(), append.entry()));
        }
        return new Outcome.Appended(commit.lastLsn(command.appends().get(0).invocation()), positions);
    }
}
