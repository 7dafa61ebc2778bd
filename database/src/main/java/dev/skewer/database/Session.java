package dev.skewer.database;

/** The transactions of one process, one after the other. */
public final class Session {
    /** What a snapshot has to show of what the process did before. */
    enum Floor {
        /** Nothing. */
        NONE,
        /** What it committed. */
        OWN_COMMITS,
        /** What it committed, and what it saw. */
        SEEN
    }

    final Database database;
    final int stream;

    /** By stream, how many of its commits a snapshot shows at least. */
    final long[] floor;

    Session(Database database, int stream) {
        this.database = database;
        this.stream = stream;
        floor = new long[database.streams];
    }

    /**
     * Begins a transaction.
     *
     * @param transaction takes it; finished, or never begun
     */
    public void begin(Transaction transaction) {
        transaction.begin(this, false);
    }

    /**
     * Begins a transaction again that had a conflict, from the newest snapshot: if nothing comes between its begin and its commit, it has none.
     *
     * @param transaction finished, or in conflict
     */
    public void beginAgain(Transaction transaction) {
        transaction.begin(this, true);
    }

    /** Notes that a transaction committed. */
    void committed(long[] snapshot, long number) {
        Floor kind = database.isolation.floor;
        if (kind == Floor.SEEN) {
            for (int each = 0; each < floor.length; each++) {
                floor[each] = Math.max(floor[each], snapshot[each]);
            }
        }
        if (kind != Floor.NONE) {
            floor[stream] = Math.max(floor[stream], number);
        }
    }
}
