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
 * @param fault the faults under way, comma-separated; empty when there are none
 */
public record Progress(Duration elapsed, long ops, long ok, long fail, long info, double opsPerSecond, String fault) {}
