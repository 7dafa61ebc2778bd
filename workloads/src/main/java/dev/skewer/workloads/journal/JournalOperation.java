package dev.skewer.workloads.journal;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** An operation as it is carried out and recorded: invocations, values and indexes are settled. */
public sealed interface JournalOperation {
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

    /** Whether it changes nothing. */
    default boolean isRead() {
        return this instanceof Read
                || this instanceof ReadMetadata
                || this instanceof ReadJournal
                || this instanceof Scan;
    }

    /** The invocations that it is about, in its order; one that it names twice is there twice. */
    default long[] ids() {
        if (this instanceof AppendAll all) {
            return all.appends().stream().mapToLong(Append::invocation).toArray();
        }
        if (this instanceof AppendOne one) {
            return new long[] {one.append().invocation()};
        }
        if (this instanceof SetState set) {
            return new long[] {set.id()};
        }
        if (this instanceof Trim trim) {
            return new long[] {trim.id()};
        }
        if (this instanceof Compact compact) {
            return new long[] {compact.id()};
        }
        if (this instanceof Purge purge) {
            return new long[] {purge.id()};
        }
        if (this instanceof Read read) {
            return new long[] {read.id()};
        }
        if (this instanceof ReadMetadata read) {
            return new long[] {read.id()};
        }
        return new long[] {((ReadJournal) this).id()};
    }

    /** The same operation on other invocations. */
    default JournalOperation on(LongUnaryOperator others) {
        if (this instanceof AppendAll all) {
            return new AppendAll(
                    all.appends().stream().map(one -> one.on(others)).toList());
        }
        if (this instanceof AppendOne one) {
            return new AppendOne(one.append().on(others));
        }
        if (this instanceof SetState set) {
            return new SetState(others.applyAsLong(set.id()), set.key(), set.entry());
        }
        if (this instanceof Trim trim) {
            return new Trim(others.applyAsLong(trim.id()), trim.length());
        }
        if (this instanceof Compact compact) {
            return new Compact(others.applyAsLong(compact.id()), compact.first());
        }
        if (this instanceof Purge purge) {
            return new Purge(others.applyAsLong(purge.id()));
        }
        if (this instanceof Read read) {
            return new Read(others.applyAsLong(read.id()), read.range(), read.state());
        }
        if (this instanceof ReadMetadata read) {
            return new ReadMetadata(others.applyAsLong(read.id()));
        }
        if (this instanceof ReadJournal read) {
            return new ReadJournal(others.applyAsLong(read.id()));
        }
        return new Scan(Arrays.stream(ids()).map(others).toArray());
    }
}
