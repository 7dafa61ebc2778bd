package dev.skewer.targets.reference;

import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.journal.Rows;
import dev.skewer.workloads.register.RegisterConnection;
import org.jspecify.annotations.Nullable;

/**
 * Registers as journals: a write appends what is then the value, and a compare-and-set appends on condition that the journal has
 * the length at which it was compared. Now and then a writer drops what is older than its own entry.
 */
final class StoreRegisterConnection implements RegisterConnection {
    /** A journal has hardly more entries than these. */
    private static final int COMPACTED_AFTER = 16;

    private final StoreJournalConnection journals;

    StoreRegisterConnection(StoreJournalConnection journals) {
        this.journals = journals;
    }

    @Override
    public @Nullable Long read(long key) {
        Rows rows = journals.readJournal(key).rows();
        return rows.size() == 0 ? null : (Long) newest(rows);
    }

    @Override
    public void write(long key, long value) {
        dropOlder(key, journals.append(key, value));
    }

    @Override
    public boolean compareAndSet(long key, long expected, long value) {
        while (true) {
            Rows rows = journals.readJournal(key).rows();
            if (rows.size() == 0 || newest(rows) != expected) {
                return false;
            }
            Position position = journals.appendIfLength(key, value, rows.indexes()[rows.size() - 1] + 1);
            if (position != null) {
                dropOlder(key, position);
                return true;
            }
        }
    }

    private static long newest(Rows rows) {
        return rows.entries()[rows.size() - 1];
    }

    private void dropOlder(long key, Position written) {
        if (written.index() % COMPACTED_AFTER == COMPACTED_AFTER - 1) {
            journals.compactSoon(key, written.index());
        }
    }

    @Override
    public void close() {
        journals.close();
    }
}
