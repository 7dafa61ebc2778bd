/**
 * The {@code skewer} command: {@link dev.skewer.harness.Skewer} is its entry, thin over
 * {@code dev.skewer.harness.cli}.
 */
@NullMarked
package dev.skewer.harness;

import org.jspecify.annotations.NullMarked;
