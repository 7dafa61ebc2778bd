package dev.skewer.store.partition;

import dev.skewer.store.Outcome;
import dev.skewer.store.StoreException;
import dev.skewer.store.log.CommandLog;
import dev.skewer.store.log.LogRecord;
import dev.skewer.store.storage.Partition;
import dev.skewer.store.write.GroupCommit;
import java.util.function.BooleanSupplier;
import org.rocksdb.RocksDBException;

/**
 * Does again what is in the command log and not in the database, in the log's order, one record in one batch as it was the first time. A
 * command whose LSNs are stored is passed over, so that a replay that is itself cut off can be repeated.
 *
 * <p>Commands depend on nothing but what is stored, and the log has all that changed anything: so each must do what it did then. One that is
 * refused now says that log and database do not belong together, and the store does not open; unless a defect has just that for a
 * consequence, which is to be seen.
 */
final class Replay {
    private final GroupCommit commit;
    private final CommandApplier applier;
    private final Partition[] partitions;
    private final boolean checksOutcomes;
    private final BooleanSupplier isCalledOff;

    /**
     * One that has done nothing yet.
     *
     * @param checksOutcomes whether a command that is refused is damage
     * @param isCalledOff whether to do no more
     */
    Replay(
            GroupCommit commit,
            CommandApplier applier,
            Partition[] partitions,
            boolean checksOutcomes,
            BooleanSupplier isCalledOff) {
        this.checksOutcomes = checksOutcomes;
        this.commit = commit;
        this.applier = applier;
        this.partitions = partitions;
        this.isCalledOff = isCalledOff;
    }

    /**
     * Reads the whole log.
     *
     * @return whether all of it is applied: it was not called off
     * @throws StoreException of kind {@code OPEN} if that fails
     */
    boolean run(CommandLog log) {
        log.read(this::apply);
        return !isCalledOff.getAsBoolean();
    }

    private void apply(LogRecord record) {
        if (isCalledOff.getAsBoolean()) {
            return;
        }
        try {
            for (LogRecord.Entry entry : record.entries()) {
                if (!isStored(entry)) {
                    apply(entry);
                }
            }
            commit.commit();
        } catch (RocksDBException e) {
            throw new StoreException(
                    StoreException.Kind.OPEN, "the command log cannot be replayed: " + e.getMessage(), e);
        }
    }

    private boolean isStored(LogRecord.Entry entry) {
        int stored = 0;
        for (int i = 0; i < entry.lsns().length; i++) {
            stored += entry.lsns()[i] <= partitions[entry.partitions()[i]].assignedLsn ? 1 : 0;
        }
        if (stored != 0 && stored != entry.lsns().length) {
            throw damaged(entry, "is stored in some of its partitions, and not in others");
        }
        return stored > 0;
    }

    private void apply(LogRecord.Entry entry) throws RocksDBException {
        for (int i = 0; i < entry.lsns().length; i++) {
            // An LSN whose command was never committed is not in the log.
            partitions[entry.partitions()[i]].assignedLsn = entry.lsns()[i] - 1;
        }
        Outcome outcome = applier.apply(commit, entry.command(), null);
        if (checksOutcomes && outcome instanceof Outcome.Rejected rejected) {
            throw damaged(entry, "was carried out, and is refused when it is replayed: " + rejected.reason());
        }
    }

    private static StoreException damaged(LogRecord.Entry entry, String what) {
        return new StoreException(
                StoreException.Kind.OPEN,
                "damaged store: the command with LSN " + entry.lsns()[0] + " of partition " + entry.partitions()[0]
                        + " " + what);
    }
}
