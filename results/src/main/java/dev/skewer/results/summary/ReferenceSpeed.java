package dev.skewer.results.summary;

/**
 * How fast a machine was while a campaign ran, by work that has nothing to do with what was tested: figures over rounds that were made between
 * its cells.
 *
 * @param rounds how many rounds there were, at least 1
 * @param memoryPerSecond steps of threads that share a map in memory
 * @param diskPerSecond small writes, each synced, of one thread, in the folder where stores keep their files
 */
public record ReferenceSpeed(int rounds, IsolationCost.Spread memoryPerSecond, IsolationCost.Spread diskPerSecond) {}
