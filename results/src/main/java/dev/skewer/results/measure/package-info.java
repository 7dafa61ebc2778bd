/**
 * Measures a history while its events pass by, in memory that does not grow with their number.
 *
 * <p>{@code MetricsRecorder} makes the {@code OperationMetrics} of a summary: {@code OpenCalls} knows what is under way, {@code LatencyRecorder} and
 * {@code ActivityRecorder} count what ended over time, in rows of {@code Buckets}, and {@code Reservoir} keeps a sample. {@code ExcerptCollector}
 * cuts out what all clients did around the examples of a verdict, or else around a {@code Highlight}.
 */
@NullMarked
package dev.skewer.results.measure;

import org.jspecify.annotations.NullMarked;
