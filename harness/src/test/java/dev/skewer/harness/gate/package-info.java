/** Tests of baselines: reading, writing, keeping what people wrote. */
@NullMarked
package dev.skewer.harness.gate;

import org.jspecify.annotations.NullMarked;
