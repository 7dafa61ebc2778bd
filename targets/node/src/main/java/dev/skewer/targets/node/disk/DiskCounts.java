package dev.skewer.targets.node.disk;

/**
 * How often something happened to the calls of a disk's processes.
 *
 * @param syncs of files
 * @param lies syncs that did nothing
 * @param delays syncs that took longer
 * @param errors calls that failed
 * @param flips writes with a flipped bit
 * @param tears writes that a process died in
 * @param refusals calls that did not have the space for all that they were to write
 */
public record DiskCounts(long syncs, long lies, long delays, long errors, long flips, long tears, long refusals) {}
