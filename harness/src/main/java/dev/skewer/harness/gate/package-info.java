/**
 * What a gate needs besides a campaign: {@code BaselineFile} reads the file that it compares with, {@code BaselineText} writes it, and {@code BaselineUpdate} brings it up to date
 * with as few changed lines as there are changes.
 */
@NullMarked
package dev.skewer.harness.gate;

import org.jspecify.annotations.NullMarked;
