/** What the nodes of a target run on: their disks, the network and what they get of the machine, as one. */
@NullMarked
package dev.skewer.targets.node.machine;

import org.jspecify.annotations.NullMarked;
