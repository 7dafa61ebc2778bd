/**
 * The reference database: objects with versions, in memory, and transactions of them at a chosen isolation level.
 *
 * <ul>
 *   <li>What it promises: {@link dev.skewer.database.Isolation}. What may be wrong with it: {@link dev.skewer.database.Defect}.
 *   <li>What it keeps: {@link dev.skewer.database.DataType}s as the versions of an {@link dev.skewer.database.Item}.
 *   <li>How it is used: a {@link dev.skewer.database.Database} opens a {@link dev.skewer.database.Session} for each process, a session
 *       begins a {@link dev.skewer.database.Transaction}.
 * </ul>
 *
 * <p>{@link dev.skewer.database.generate} writes histories with it.
 */
@NullMarked
package dev.skewer.database;

import org.jspecify.annotations.NullMarked;
