/**
 * What nodes get of the machine: {@link dev.skewer.targets.node.resource.NodeResources} tells them the wrong time, and leaves them too
 * little of the processors and of memory, while they run.
 */
@NullMarked
package dev.skewer.targets.node.resource;

import org.jspecify.annotations.NullMarked;
