package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.storage.Status;
import dev.skewer.store.write.GroupCommit;
import dev.skewer.store.write.TrimRule;
import org.rocksdb.RocksDBException;

/** {@link Defect#KEY_BY_KEY_TRIM}: each deletion is a commit of its own. */
final class KeyByKeyTrim implements TrimRule {
    @Override
    public Status trim(GroupCommit commit, long invocation, Status before, int length) throws RocksDBException {
        for (int index = before.length() - 1; index >= length; index--) {
            commit.deleteEntry(invocation, index);
            commit.commitStep();
        }
        return before.nextEpoch(length);
    }
}
