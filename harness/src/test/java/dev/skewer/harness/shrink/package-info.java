/** Tests of {@code dev.skewer.harness.shrink}. */
@NullMarked
package dev.skewer.harness.shrink;

import org.jspecify.annotations.NullMarked;
