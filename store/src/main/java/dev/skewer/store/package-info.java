/**
 * The reference system: journals with their metadata on RocksDB, with planted defects. This package is what it is asked and what it
 * answers.
 *
 * <ul>
 *   <li><b>Use it:</b> a {@link dev.skewer.store.partition.PartitionStore} takes {@link dev.skewer.store.Command}s and answers with
 *       {@link dev.skewer.store.Outcome}s; a {@link dev.skewer.store.PartitionReader} reads at one {@link
 *       dev.skewer.store.ReadIsolation}, and gives {@link dev.skewer.store.Metadata}, a {@link dev.skewer.store.Journal} or both
 *       ({@link dev.skewer.store.InvocationView}); {@link dev.skewer.store.StoreOptions} says how, among them {@link
 *       dev.skewer.store.Durability}. What goes wrong is a {@link dev.skewer.store.StoreException}.
 *   <li><b>Steer it:</b> {@link dev.skewer.store.YieldPoints} are called between its steps; a {@link
 *       dev.skewer.store.HeldSnapshot} keeps old versions alive.
 *   <li><b>Break it:</b> {@link dev.skewer.store.Defect}.
 * </ul>
 *
 * <p>The packages in it know only those before them: {@code storage}, what is stored where; {@code log}, commands that are
 * replayed; {@code write}, a batch of commands and the rules by which they change it; {@code read}, what a reader sees; {@code defect},
 * what can be put in the place of such a rule; {@link dev.skewer.store.partition}, the store.
 */
@NullMarked
package dev.skewer.store;

import org.jspecify.annotations.NullMarked;
