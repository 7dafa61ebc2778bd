/** Verdicts: what a checker says of a history, and why. */
@NullMarked
package dev.skewer.checker;

import org.jspecify.annotations.NullMarked;
