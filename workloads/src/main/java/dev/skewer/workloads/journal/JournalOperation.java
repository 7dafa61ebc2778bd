package dev.skewer.workloads.journal;

import java.util.List;

/** An operation as it is carried out and recorded: invocations, values and indexes are settled. */
sealed interface JournalOperation {
    /** One append. */
    record AppendOne(Append append) implements JournalOperation {}

    /** Append to each, at once. */
    record AppendAll(List<Append> appends) implements JournalOperation {}

    /** Append {@code entry} to {@code id} and set {@code key} to it. */
    record SetState(long id, String key, long entry) implements JournalOperation {}

    /** Keep the entries below {@code length}. */
    record Trim(long id, int length) implements JournalOperation {}

    /** Drop the entries below {@code first}. */
    record Compact(long id, int first) implements JournalOperation {}

    /** Remove everything of {@code id} for good. */
    record Purge(long id) implements JournalOperation {}

    /** The paired read. */
    record Read(long id, boolean range, boolean state) implements JournalOperation {}

    /** The metadata alone. */
    record ReadMetadata(long id) implements JournalOperation {}

    /** The journal alone. */
    record ReadJournal(long id) implements JournalOperation {}

    /** The invocations {@code ids}, in order, at one moment. */
    // The array is made for this operation and read only; operations are not compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Scan(long[] ids) implements JournalOperation {}
}
