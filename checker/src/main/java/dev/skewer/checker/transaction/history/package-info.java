/** The history of transactions as columns of numbers: a transaction a row, and a row for each of its micro-ops. */
@NullMarked
package dev.skewer.checker.transaction.history;

import org.jspecify.annotations.NullMarked;
