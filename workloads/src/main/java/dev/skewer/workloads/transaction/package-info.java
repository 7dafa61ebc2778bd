/**
 * Transactions of micro-operations, as Jepsen and Elle write them: {@link dev.skewer.workloads.transaction.TransactionConnection} is
 * what a target offers, {@link dev.skewer.workloads.transaction.MicroOperation} what a transaction consists of.
 */
@NullMarked
package dev.skewer.workloads.transaction;

import org.jspecify.annotations.NullMarked;
