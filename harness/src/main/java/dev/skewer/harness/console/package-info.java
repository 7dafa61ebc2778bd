/**
 * Talking to people: the surroundings of a command ({@link dev.skewer.harness.console.Surroundings}), colours
 * ({@link dev.skewer.harness.console.Paint}), aligned tables, durations and sizes as users write them, the nearest name to
 * a mistyped one, live progress, and {@link dev.skewer.harness.console.UserException} for whatever the user can put
 * right.
 */
@NullMarked
package dev.skewer.harness.console;

import org.jspecify.annotations.NullMarked;
