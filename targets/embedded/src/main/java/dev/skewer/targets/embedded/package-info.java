/**
 * The reference store in this JVM as a target. {@link dev.skewer.targets.embedded.EmbeddedTarget} opens, closes and restarts it,
 * and lets faults do what they do; {@code EmbeddedConnection} speaks the journal protocol with it, and the others
 * are spoken in terms of that; {@code ReadGapYield} makes its
 * readers pause.
 */
@NullMarked
package dev.skewer.targets.embedded;

import org.jspecify.annotations.NullMarked;
