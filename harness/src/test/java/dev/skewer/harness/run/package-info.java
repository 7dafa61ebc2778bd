/** Tests of {@code dev.skewer.harness.run}. */
@NullMarked
package dev.skewer.harness.run;

import org.jspecify.annotations.NullMarked;
