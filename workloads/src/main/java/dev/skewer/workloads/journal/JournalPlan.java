package dev.skewer.workloads.journal;

/**
 * An operation as the generator sees it: which key slot, how much, but not yet which invocation, which value and which
 * index, for those depend on what others did.
 *
 * <p>A key slot is where one invocation lives at a time. When it is purged the slot gets the next one; {@code back} counts
 * generations back from the one that lives now, so 0 is the living one and 1 the one purged last.
 */
sealed interface JournalPlan {
    /** Append a new value. */
    record Append(int key, int back) implements JournalPlan {}

    /** Append a new value to each, at once. */
    record AppendAll(KeySet keys) implements JournalPlan {}

    /** Append a new value and set the state of a name to it. */
    record SetState(int key, int name) implements JournalPlan {}

    /** Drop the newest entries. */
    record Trim(int key, Cut cut, int amount) implements JournalPlan {}

    /** Drop the oldest entries. */
    record Compact(int key, Cut cut, int amount) implements JournalPlan {}

    /** Purge the living one. */
    record Purge(int key) implements JournalPlan {}

    /** Read metadata and journal; {@code range}: whatever the journal has; {@code state}: the state too. */
    record Read(int key, int back, boolean range, boolean state) implements JournalPlan {}

    /** Read the metadata alone. */
    record ReadMetadata(int key) implements JournalPlan {}

    /** Read the journal alone. */
    record ReadJournal(int key) implements JournalPlan {}

    /** Read several at one moment. */
    record Scan(KeySet keys) implements JournalPlan {}

    /** How much a trim or a compact drops, in relation to the journal as it was last heard of. */
    enum Cut {
        /** So many entries go. */
        DROP,
        /** So many entries stay. */
        KEEP,
        /** The operation names an index so far behind the end: a compact then empties the journal, a trim does nothing. */
        BEYOND,
        /** The operation asks for what is so already. */
        NOTHING
    }
}
