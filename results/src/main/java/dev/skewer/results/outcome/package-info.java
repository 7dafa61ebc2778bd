/**
 * What a summary comes to, test by test, as machines ask for it: a run or a check is one test, a campaign has one for each cell.
 *
 * <p>{@code TestOutcomes} says of each {@code TestOutcome} whether it passed, failed, could not be decided or was skipped, and why, with
 * what was found ({@code Finding}) and where ({@code TestedHistory}). {@code StoryText} tells a finding in lines of text.
 */
@NullMarked
package dev.skewer.results.outcome;

import org.jspecify.annotations.NullMarked;
