/** Tests of {@code dev.skewer.harness.interleaving}. */
@NullMarked
package dev.skewer.harness.interleaving;

import org.jspecify.annotations.NullMarked;
