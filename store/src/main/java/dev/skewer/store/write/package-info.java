/**
 * Writing: a batch of commands, and the rules by which they change it.
 *
 * <p>A {@code GroupCommit} is the batch: {@code PendingStatuses} are the rows that it will write, a {@code BatchLayout} says into which of
 * RocksDB's batches it goes. Each rule has a sound form, in whose place a defect may be put: {@code TrimRule}, {@code CompactRule}, {@code
 * AppendAllRule} (on {@code Appends}), {@code PendingRule}, {@code Acknowledgement}, {@code AnswerRule}, {@code LogRule}, {@code ReplayRule}.
 */
@NullMarked
package dev.skewer.store.write;

import org.jspecify.annotations.NullMarked;
