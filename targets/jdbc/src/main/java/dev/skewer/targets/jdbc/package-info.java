/**
 * Databases behind JDBC as targets: {@link dev.skewer.targets.jdbc.Dialect} says what is peculiar to each,
 * {@link dev.skewer.targets.jdbc.JournalWriter} writes and {@link dev.skewer.targets.jdbc.JournalReader} reads.
 */
@NullMarked
package dev.skewer.targets.jdbc;

import org.jspecify.annotations.NullMarked;
