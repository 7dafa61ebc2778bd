/**
 * Histories as files: the front door.
 *
 * <ul>
 *   <li>Reading: {@link dev.skewer.history.file.Histories} opens a history in any supported format.
 *   <li>Writing: {@link dev.skewer.history.file.EdnWriter}, {@link dev.skewer.history.file.JsonLinesWriter}. Inside, {@code
 *       HistoryWriter} walks an event's values and {@code ByteOutput} writes text as bytes.
 * </ul>
 *
 * <p>The formats, their limits and their errors are described in {@code docs/formats.md}.
 */
@NullMarked
package dev.skewer.history.file;

import org.jspecify.annotations.NullMarked;
