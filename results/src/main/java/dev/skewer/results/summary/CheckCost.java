package dev.skewer.results.summary;

/**
 * What a verdict cost.
 *
 * @param parseMillis milliseconds to read the history into memory; 0 where it was recorded there
 * @param checkMillis milliseconds to check it
 * @param peakHeapMegabytes the most heap that was in use meanwhile, in units of 2^20 bytes
 */
public record CheckCost(long parseMillis, long checkMillis, long peakHeapMegabytes) {}
