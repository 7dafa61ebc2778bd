/**
 * Searches for a linearization of one part.
 *
 * <p>{@code PartCheck} decides a part, {@code Rounds} takes turns at many; what comes out is a {@code PartResult}. {@code OrderSearch} chooses
 * among {@code Search} (Wing and Gong's, in Lowe's formulation, with a {@code Placement} as its way and {@code Visited} as its memory),
 * {@code SpecializedSearch} and {@code SumSearch}; {@code JustInTime} goes through the returns instead and keeps all that is {@code Pending}.
 * {@code LongestOrders} are those that got farthest, {@code Reduction} relaxes what a contradiction does not need, and {@code Replay} checks an
 * order by its model.
 */
@NullMarked
package dev.skewer.checker.linear.search;

import org.jspecify.annotations.NullMarked;
