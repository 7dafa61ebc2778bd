/**
 * The reference database as a target: {@link dev.skewer.targets.memory.MemoryTarget}, which {@link
 * dev.skewer.targets.memory.MemoryTargets} brings into the registry. {@code MemoryStore} puts a lock around it, {@code MemoryConnection} is a
 * client's way to it.
 */
@NullMarked
package dev.skewer.targets.memory;

import org.jspecify.annotations.NullMarked;
