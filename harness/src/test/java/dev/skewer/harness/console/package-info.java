/** Tests of {@code dev.skewer.harness.console}. */
@NullMarked
package dev.skewer.harness.console;

import org.jspecify.annotations.NullMarked;
