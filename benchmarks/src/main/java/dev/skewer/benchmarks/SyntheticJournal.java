package dev.skewer.benchmarks;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;

/**
 * One journal of the simulated store behind {@link SyntheticJournalHistory}: at most {@value #CAPACITY} entries in a ring,
 * indexed by their journal index. A purged journal is renewed under another id, as the workload never reuses one.
 */
final class SyntheticJournal {
    /** Most entries present at a time; a power of two. */
    static final int CAPACITY = 64;

    private final long[] entries = new long[CAPACITY];
    private final long[] state = new long[3];

    /** The invocation that this journal belongs to now. */
    long id;

    /** The one that it belonged to before; -1 at first. */
    long purgedId = -1;

    /** Whether the invocation has begun. */
    boolean live;

    int epoch;
    int first;
    int length;

    SyntheticJournal(long id) {
        this.id = id;
    }

    int size() {
        return length - first;
    }

    /** Whether an append would not fit. */
    boolean isFull() {
        return size() == CAPACITY;
    }

    /** Appends; the entry's index is the length before. */
    void append(long entry) {
        live = true;
        entries[length++ & (CAPACITY - 1)] = entry;
    }

    /** Sets one of three keys. */
    void setState(int key, long entry) {
        state[key] = entry;
    }

    void trim(int keep) {
        if (keep < length) {
            length = Math.max(keep, first);
            epoch++;
        }
    }

    void compact(int from) {
        if (from > first) {
            first = Math.min(from, length);
        }
    }

    /** Ends the invocation and stands for another from now on. */
    void purge(long nextId) {
        purgedId = id;
        id = nextId;
        live = false;
        epoch = 0;
        first = 0;
        length = 0;
        java.util.Arrays.fill(state, 0);
    }

    /**
     * Writes what a read of an invocation sees.
     *
     * @param asked the invocation; seen as absent if it is not this journal's any more
     * @param withMetadata whether the read takes the metadata
     * @param withJournal whether it takes the journal
     * @param withState whether it takes the state
     */
    void write(
            Tape value, JournalNames names, long asked, boolean withMetadata, boolean withJournal, boolean withState) {
        boolean present = live && asked == id;
        int map = value.begin(Token.MAP);
        value.addKeyword(names.id);
        value.addInt(asked);
        if (withMetadata) {
            value.addKeyword(names.metadata);
            if (present) {
                writeMetadata(value, names);
            } else {
                value.addNil();
            }
        }
        if (withJournal) {
            value.addKeyword(names.journal);
            int journal = value.begin(Token.VECTOR);
            for (int index = first; present && index < length; index++) {
                int pair = value.begin(Token.VECTOR);
                value.addInt(index);
                value.addInt(entries[index & (CAPACITY - 1)]);
                value.end(pair);
            }
            value.end(journal);
        }
        if (withState) {
            value.addKeyword(names.state);
            int all = value.begin(Token.MAP);
            for (int key = 0; present && key < state.length; key++) {
                if (state[key] != 0) {
                    value.addString(names.stateKeys[key]);
                    value.addInt(state[key]);
                }
            }
            value.end(all);
        }
        value.end(map);
    }

    private void writeMetadata(Tape value, JournalNames names) {
        int map = value.begin(Token.MAP);
        value.addKeyword(names.epoch);
        value.addInt(epoch);
        value.addKeyword(names.first);
        value.addInt(first);
        value.addKeyword(names.length);
        value.addInt(length);
        value.end(map);
    }
}
