/**
 * What was found, told.
 *
 * <p>{@code Findings} counts and keeps the first and the smallest {@code Story} of each anomaly; {@code Stories} tells one, with a {@code Cast} of
 * operations; {@code CastCompletion} adds those that it takes to believe it, a {@code Contradiction} by itself, shown by {@code ReportRules} or a
 * search.
 */
@NullMarked
package dev.skewer.checker.journal.explain;

import org.jspecify.annotations.NullMarked;
