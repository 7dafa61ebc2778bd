/**
 * Pages for people, made of summaries and of nothing else.
 *
 * <p>{@code HtmlReport} is the page of a run or of a checked file, {@code CampaignReport} that of a campaign; {@code ReportPage} is what they have
 * in common, {@code ExampleSection} tells an anomaly with its {@code StoryTimeline}, {@code ThroughputChart} draws completions and faults.
 * {@code OptionText} shows the options of
 * a test. {@code Html} escapes whatever comes from a history.
 */
@NullMarked
package dev.skewer.results.report;

import org.jspecify.annotations.NullMarked;
