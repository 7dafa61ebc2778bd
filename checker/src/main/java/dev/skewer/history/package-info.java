/**
 * Histories: what every client saw, in the order in which it happened.
 *
 * <p>Start at {@link dev.skewer.history.Histories}: it opens a file in any supported format. Everything else flows
 * through one mutable {@link dev.skewer.history.Event}: readers fill it, a running test fills it, and
 * {@link dev.skewer.history.EventSink}s (writers, in-memory histories) take from it what they need. Nothing of a history
 * is kept that a sink does not keep, so files of any size stream.
 *
 * <ul>
 *   <li>An event and what is in it: {@link dev.skewer.history.Event}, {@link dev.skewer.history.EventType}; its values on a
 *       {@link dev.skewer.history.Tape} of {@link dev.skewer.history.Token}s, its names in
 *       {@link dev.skewer.history.Symbols}; {@link dev.skewer.history.ValuePrinter} shows values to people.
 *   <li>Reading: {@link dev.skewer.history.EventReader}. Inside, {@code EdnReader} and {@code JsonReader} find the fields of
 *       an event and {@code EventAssembler} makes the event of them; {@code Compression} and {@code FormatDetector} look at
 *       the first bytes of a file.
 *   <li>Writing: {@link dev.skewer.history.EdnWriter}, {@link dev.skewer.history.JsonLinesWriter}.
 *   <li>Rules: {@link dev.skewer.history.OpenOperations} pairs invocations with completions.
 *   <li>What is wrong: {@link dev.skewer.history.HistoryException}, one line with file, line and column.
 * </ul>
 *
 * <p>The formats, their limits and their errors are described in {@code docs/formats.md}.
 */
@NullMarked
package dev.skewer.history;

import org.jspecify.annotations.NullMarked;
