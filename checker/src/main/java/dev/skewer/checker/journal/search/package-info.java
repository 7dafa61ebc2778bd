/**
 * The search for an order of operations that explains a history, for what the order of versions leaves open.
 *
 * <p>{@code JournalSearch} is the search; {@code SearchSpace} what it searches, {@code SearchState} where it is, {@code SearchMoves},
 * {@code SearchChoices} and {@code SearchAnswers} what can come next and which of it to try first, {@code DeadStates} what need not be tried
 * again. {@code RestartedSearch} tries it in several ways ({@code SearchStrategy}). {@code ModelState} is the object itself, and
 * {@code OrderReplay} checks an order by it.
 */
@NullMarked
package dev.skewer.checker.journal.search;

import org.jspecify.annotations.NullMarked;
