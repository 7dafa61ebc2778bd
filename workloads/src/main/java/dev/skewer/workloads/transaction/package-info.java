/**
 * Transactions of micro-operations, as Jepsen and Elle write them: {@link dev.skewer.workloads.transaction.TransactionConnection} is
 * what a target offers, {@link dev.skewer.workloads.transaction.MicroOperation} what a transaction consists of.
 * {@code RandomTransactionWorkload} reads and writes lists or registers at random; the others look for one
 * anomaly each: {@code JournalTransactionWorkload} for read skew between metadata and journal,
 * {@code WriteSkewWorkload}, and {@code LongForkWorkload}.
 */
@NullMarked
package dev.skewer.workloads.transaction;

import org.jspecify.annotations.NullMarked;
