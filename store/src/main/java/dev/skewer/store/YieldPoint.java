package dev.skewer.store;

/** Places in the store's code between two steps, where a schedule can be steered. */
public enum YieldPoint {
    /** Reader: before anything of the read, its snapshot and its lock included. */
    BEFORE_READ,
    /** Reader: snapshot or lock taken, before the metadata is read. */
    BEFORE_METADATA_READ,
    /** Reader: the metadata is known, the journal not yet. The place where read skew is made. */
    BETWEEN_METADATA_AND_JOURNAL,
    /** Reader: the journal is known, the state not yet; only where the read takes the state. */
    BETWEEN_JOURNAL_AND_STATE,
    /** Reader, in a scan: one invocation is read, the next not yet; called with the next. */
    BETWEEN_INVOCATIONS,
    /** Writer: the command is decided and in the batch, which is not written. Once for each command of the batch. */
    BEFORE_COMMIT,
    /** Writer, where there is a command log: the batch is in it and not in the database. Once for the batch. */
    AFTER_LOG,
    /** Writer, planted defects only: one of several batches is written that should have been one. */
    BETWEEN_BATCHES,
    /** Writer: the batch is written, nobody is told. Once for each command of the batch. */
    AFTER_COMMIT,
    /** Writer: right before the command's caller is told. */
    BEFORE_ACKNOWLEDGE,
    /** Flush, planted defects only: the rows of one kind are in files and those of the next not yet; called with −1. */
    BETWEEN_FLUSHES;

    /** Whether a reader stands there with a part of what it reads, and another part to come. */
    public boolean isAmidRead() {
        return this == BETWEEN_METADATA_AND_JOURNAL || this == BETWEEN_JOURNAL_AND_STATE || this == BETWEEN_INVOCATIONS;
    }
}
