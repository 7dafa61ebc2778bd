/**
 * Holds reads and writes against the timestamps that a database gave its transactions: by object, in the order of timestamps
 * ({@link dev.skewer.checker.transaction.timestamp.TimestampSweep}).
 */
@NullMarked
package dev.skewer.checker.transaction.timestamp;

import org.jspecify.annotations.NullMarked;
