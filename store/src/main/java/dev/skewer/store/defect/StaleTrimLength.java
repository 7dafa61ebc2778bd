package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.storage.Status;
import dev.skewer.store.write.GroupCommit;
import dev.skewer.store.write.TrimRule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;

/** {@link Defect#STALE_TRIM_LENGTH}: only plain appends and trims keep the remembered length up to date. */
final class StaleTrimLength implements TrimRule {
    private static final int MAX_REMEMBERED = 1 << 16;

    /** Shared by the writers of all partitions. */
    private final Map<Long, Integer> remembered = new ConcurrentHashMap<>();

    @Override
    public void appended(long invocation, int length) {
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(invocation, length);
    }

    @Override
    public Status trim(GroupCommit commit, long invocation, Status before, int length) throws RocksDBException {
        int end = remembered.getOrDefault(invocation, before.length());
        if (end > length) {
            commit.deleteEntries(invocation, length, end);
        }
        appended(invocation, length);
        return before.nextEpoch(length);
    }
}
