/** Tests of {@code dev.skewer.harness.campaign}. */
@NullMarked
package dev.skewer.harness.campaign;

import org.jspecify.annotations.NullMarked;
