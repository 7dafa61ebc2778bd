package dev.skewer.targets.reference;

import dev.skewer.workloads.counter.CounterConnection;
import dev.skewer.workloads.journal.Metadata;

/** Counters as journals: an increment appends an entry, and the length in the metadata is what the counter has come to. */
final class StoreCounterConnection implements CounterConnection {
    private static final long ENTRY = 1;

    private final StoreJournalConnection journals;

    StoreCounterConnection(StoreJournalConnection journals) {
        this.journals = journals;
    }

    @Override
    public void increment(long key) {
        journals.append(key, ENTRY);
    }

    @Override
    public long read(long key) {
        Metadata metadata = journals.readMetadata(key);
        return metadata == null ? 0 : metadata.length();
    }

    @Override
    public void close() {
        journals.close();
    }
}
