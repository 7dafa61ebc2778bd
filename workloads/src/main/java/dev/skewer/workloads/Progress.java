package dev.skewer.workloads;

import java.time.Duration;

/**
 * How a run goes.
 *
 * @param elapsed since the run began
 * @param ops client operations begun
 * @param ok ended well
 * @param fail ended without effect
 * @param info ended with unknown effect
 * @param opsPerSecond over the last moments
 * @param p50Nanos median latency of what ended well in the last second or two, to two digits; 0 if nothing did
 * @param p99Nanos the latency within which 99 % of that ended
 * @param fault the faults under way, comma-separated; empty when there are none
 */
public record Progress(
        Duration elapsed,
        long ops,
        long ok,
        long fail,
        long info,
        double opsPerSecond,
        long p50Nanos,
        long p99Nanos,
        String fault) {}
