/**
 * The history of a journal as columns of numbers.
 *
 * <p>{@code JournalHistoryBuilder} takes events, {@code JournalValueDecoder} their values, and both fill a {@code JournalHistory}: an
 * operation a row, and for each invocation that it concerns a part. {@code Function} has the operations by name, {@code ValueIds} of the package {@code column}
 * numbers invocations and entries, {@code InvocationParts} groups the parts by invocation.
 */
@NullMarked
package dev.skewer.checker.journal.history;

import org.jspecify.annotations.NullMarked;
