/**
 * Processes that the harness starts and owns: {@link dev.skewer.targets.node.Node} is one, {@link dev.skewer.targets.node.Nodes}
 * those of a target. They do not outlive the harness, however that ends.
 */
@NullMarked
package dev.skewer.targets.node;

import org.jspecify.annotations.NullMarked;
