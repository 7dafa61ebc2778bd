/**
 * The store: {@link dev.skewer.store.partition.PartitionStore} spreads invocations over partitions. Each has a {@code PartitionWriter}, a
 * thread that decides {@code Request}s with {@code CommandApplier}, in their order; {@code Rendezvous} is where writers meet for a command of
 * several partitions. {@code StoreFiles} is what is open on disk, {@code Replay} does again what the command log has more.
 */
@NullMarked
package dev.skewer.store.partition;

import org.jspecify.annotations.NullMarked;
