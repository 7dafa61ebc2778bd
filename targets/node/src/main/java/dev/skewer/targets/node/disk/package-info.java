/**
 * The disk of a node: what of its files would survive a loss of power, losing the rest, and disks that fail, lie, dawdle and corrupt.
 *
 * <p>A library that a node loads before the C library ({@code LD_PRELOAD}, {@link dev.skewer.targets.node.disk.DiskShim}) stands before
 * the calls that change files below one folder and keeps a record of what is durable ({@link dev.skewer.targets.node.disk.DiskRecord}).
 * {@link dev.skewer.targets.node.disk.Disk} is the folder with its record: it switches faults and takes the power.
 */
@NullMarked
package dev.skewer.targets.node.disk;

import org.jspecify.annotations.NullMarked;
