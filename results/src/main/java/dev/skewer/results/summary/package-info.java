/**
 * What is known of a run, a check or a campaign when it is over, as plain data that is stored and read again.
 *
 * <p>A {@code Summary} is a {@code RunSummary}, a {@code CheckSummary} or a {@code CampaignSummary}; {@code SummaryFiles} reads one, with
 * {@code StoredObject} looking at each field, and {@code RunJson}, {@code CheckJson} and {@code CampaignJson} write and read theirs, on top of
 * {@code VerdictJson}, {@code MetricsJson} and {@code ExcerptsJson}. {@code SchemaVersion} says which form a file has. {@code Highlight} is what a history without examples
 * shows. {@code Expectation} is what a cell of a campaign was to turn out to be.
 */
@NullMarked
package dev.skewer.results.summary;

import org.jspecify.annotations.NullMarked;
