/**
 * Pages for people, made of summaries and of nothing else.
 *
 * <p>{@code HtmlReport} is the page of a run or of a checked file, {@code CampaignReport} that of a campaign; {@code ReportPage} is what they have
 * in common, with {@code PageParts} besides: a style sheet, scripts. {@code ExampleSection} tells an anomaly; {@code StoryViews} makes of a history what
 * the interactive picture shows, which {@code ViewSection} writes, and {@code PlotSection} plots it over time. {@code StoryTimeline},
 * {@code ThroughputChart} and {@code LatencyTimeline} draw the same without a script, for pages and files that have none. {@code OptionText} shows the options of
 * a test, {@code RunDetails} what one looks up of a run. {@code Html} escapes whatever comes from a history.
 */
@NullMarked
package dev.skewer.results.report;

import org.jspecify.annotations.NullMarked;
