/** Tests of {@code dev.skewer.harness.cli}. */
@NullMarked
package dev.skewer.harness.cli;

import org.jspecify.annotations.NullMarked;
