package dev.skewer.targets.reference;

import dev.skewer.workloads.set.SetConnection;

/** Sets as journals: an addition appends the element, and a read takes the entries that the metadata promises. */
final class StoreSetConnection implements SetConnection {
    private final StoreJournalConnection journals;

    StoreSetConnection(StoreJournalConnection journals) {
        this.journals = journals;
    }

    @Override
    public void add(long set, long element) {
        journals.append(set, element);
    }

    @Override
    public long[] read(long set) {
        return journals.read(set, false, false).rows().entries();
    }

    @Override
    public void close() {
        journals.close();
    }
}
