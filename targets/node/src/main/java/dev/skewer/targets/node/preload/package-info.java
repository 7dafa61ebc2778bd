/** Libraries of ours that nodes load before the C library, compiled on demand. */
@NullMarked
package dev.skewer.targets.node.preload;

import org.jspecify.annotations.NullMarked;
