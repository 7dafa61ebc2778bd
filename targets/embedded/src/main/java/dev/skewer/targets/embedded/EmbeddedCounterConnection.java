package dev.skewer.targets.embedded;

import dev.skewer.workloads.counter.CounterConnection;
import dev.skewer.workloads.journal.Metadata;

/** Counters as journals: an increment appends an entry, and the length in the metadata is what the counter has come to. */
final class EmbeddedCounterConnection implements CounterConnection {
    private static final long ENTRY = 1;

    private final EmbeddedConnection journals;

    EmbeddedCounterConnection(EmbeddedConnection journals) {
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
