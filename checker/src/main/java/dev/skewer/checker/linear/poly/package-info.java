/**
 * Linearizability in polynomial time, where the type of the object and the values in the history allow it.
 *
 * <p>The problem is NP-complete in general, but mostly because one cannot know which write a read saw, or which enqueue a
 * dequeue undid. Where every value is written once the history says so itself, and what remains is geometry: intervals of
 * time in which something must have been there. Each class here decides one type of object and says by which theorem; none
 * guesses. Where a class cannot be sure it answers {@link dev.skewer.checker.Validity#UNKNOWN} and leaves
 * the history to a general search.
 *
 * <p>All of them read {@link dev.skewer.checker.linear.Calls} and return a
 * {@link dev.skewer.checker.linear.Decision}. An object that does not start empty is one on which calls completed
 * before all others.
 */
@NullMarked
package dev.skewer.checker.linear.poly;

import org.jspecify.annotations.NullMarked;
