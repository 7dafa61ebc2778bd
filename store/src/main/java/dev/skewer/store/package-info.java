/**
 * The reference system: journals with their metadata on RocksDB, with planted defects.
 *
 * <ul>
 *   <li><b>Use it:</b> {@link dev.skewer.store.PartitionStore} takes {@link dev.skewer.store.Command}s and answers with
 *       {@link dev.skewer.store.Outcome}s; a {@link dev.skewer.store.PartitionReader} reads at one {@link
 *       dev.skewer.store.ReadIsolation}; {@link dev.skewer.store.StoreOptions} says how. What goes wrong is a {@link
 *       dev.skewer.store.StoreException}.
 *   <li><b>Steer it:</b> {@link dev.skewer.store.YieldPoints} are called between its steps.
 *   <li><b>Break it:</b> each {@link dev.skewer.store.Defect} replaces one strategy: {@code BatchLayout}, {@code
 *       TrimRule}, {@code CompactRule}, {@code AppendAllRule}, {@code PendingRule}, {@code Acknowledgement}, {@code
 *       RetryRule}, {@code MetadataSource}, {@code ReadViews}; {@code Rules} has them together.
 *   <li><b>Write path:</b> {@code PartitionWriter} (a thread for each partition) decides commands with {@code
 *       CommandApplier} into a {@code GroupCommit}, which writes them as one batch; {@code Rendezvous} is where writers
 *       meet for a command of several partitions.
 *   <li><b>Read path:</b> {@code RocksReader} asks {@code StatusTable} and {@code RangeReads} for what its {@code
 *       ReadView} lets it see.
 *   <li><b>Ground:</b> {@code StoreDirectory} and {@code Database} open RocksDB; {@code Keys} and {@code Status} are
 *       the encodings.
 * </ul>
 */
@NullMarked
package dev.skewer.store;

import org.jspecify.annotations.NullMarked;
