/**
 * What is different between two runs or campaigns, or between a campaign and a baseline, and whether it is worse.
 *
 * <p>A {@code Comparand} is one side: its cells, however they were stored. {@code Comparison} is what two of them come to, as {@code Comparer} finds out;
 * {@code RateTest}, {@code SpeedTest} and {@code DetectionTest} say what the figures tell apart, and {@code Claims} what of that stands when much is tested at once.
 * {@code Baseline} is what a gate compares with, and {@code Gate} its judgement. All of it is pure: summaries in, changes out.
 */
@NullMarked
package dev.skewer.results.comparison;

import org.jspecify.annotations.NullMarked;
