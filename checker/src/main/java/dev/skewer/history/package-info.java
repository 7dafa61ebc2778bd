/**
 * Histories: what every client saw, in the order in which it happened.
 *
 * <p>Everything flows through one mutable {@link dev.skewer.history.Event}: readers fill it, a running test fills it, and {@link
 * dev.skewer.history.EventSink}s (writers, in-memory histories) take from it what they need. Nothing of a history is kept that a
 * sink does not keep, so files of any size stream.
 *
 * <ul>
 *   <li>An event and what is in it: {@link dev.skewer.history.Event}, {@link dev.skewer.history.EventType}; its values on a {@link
 *       dev.skewer.history.Tape} of {@link dev.skewer.history.Token}s, its names in {@link dev.skewer.history.Symbols}; {@link
 *       dev.skewer.history.ValuePrinter} shows values to people.
 *   <li>Where events come from: an {@link dev.skewer.history.EventReader}, in one {@link dev.skewer.history.Format}; {@link
 *       dev.skewer.history.file} opens files. Where they are kept: an {@link dev.skewer.history.EventLog}.
 *   <li>Rules: {@link dev.skewer.history.OpenOperations} pairs invocations with completions.
 *   <li>What is wrong: {@link dev.skewer.history.HistoryException}, one line with file, line and column.
 * </ul>
 *
 * <p>The packages in it are the way from a file to events, and know only those before them: {@code text}, what bytes stand for;
 * {@code input}, the bytes of a file; {@code value} and {@code event}, whatever the format; {@code edn}, {@code json}, {@code log}
 * and {@code session}, the formats; {@code chunk}, a text in pieces on several threads; {@link dev.skewer.history.file}, the front door.
 */
@NullMarked
package dev.skewer.history;

import org.jspecify.annotations.NullMarked;
