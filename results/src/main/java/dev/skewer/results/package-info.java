/**
 * What a run leaves behind, and how people read it.
 *
 * <p>{@link dev.skewer.results.RunFolder} is the place, one folder a run, each file in it written whole or not at all.
 * {@link dev.skewer.results.RunListing} finds those that are there.
 * {@link dev.skewer.results.RunSummary} is everything that is known of a finished run, as plain data;
 * {@link dev.skewer.results.VerdictJson} writes it for programs and {@link dev.skewer.results.HtmlReport} for people.
 * {@link dev.skewer.results.Throughput} listens to a history while it is made and keeps what the plots need.
 *
 * <p>Everything that comes from a history is hostile here: {@link dev.skewer.results.Html} escapes what goes into a
 * page, {@link dev.skewer.results.Printable} what goes to a terminal or becomes a file name.
 */
@NullMarked
package dev.skewer.results;

import org.jspecify.annotations.NullMarked;
