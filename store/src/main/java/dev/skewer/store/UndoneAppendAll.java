package dev.skewer.store;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/** {@link Defect#UNDONE_APPEND_ALL}: each element is checked and applied in turn, and a refusal does not undo those before it. */
final class UndoneAppendAll implements AppendAllRule {
    @Override
    public Outcome apply(GroupCommit commit, Command.AppendAll command) throws RocksDBException {
        List<Outcome.Position> positions = new ArrayList<>(command.appends().size());
        for (Command.Append append : command.appends()) {
            String refusal = CommandApplier.refusal(append, CommandApplier.orEmpty(commit.status(append.invocation())));
            if (refusal != null) {
                return new Outcome.Rejected(refusal);
            }
            commit.nextLsn(append.invocation());
            positions.add(CommandApplier.append(commit, append.invocation(), append.entry()));
        }
        return new Outcome.Appended(commit.lastLsn(command.appends().get(0).invocation()), positions);
    }
}
