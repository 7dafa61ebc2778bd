/**
 * The journal checker: did a store that keeps metadata beside a log keep its promise?
 *
 * <p>Start at {@link dev.skewer.checker.journal.JournalChecker}. A {@link dev.skewer.checker.journal.history.JournalHistoryBuilder}
 * turns events into a {@link dev.skewer.checker.journal.history.JournalHistory}, the compact columns that everything else reads.
 * The checker then goes from the part to the whole:
 *
 * <ol>
 *   <li>{@code InvocationParts} groups the history by invocation;
 *   <li>{@code VersionOrder} recovers the order of one invocation's versions, {@code ReportedParts} and
 *       {@code LooseParts} place its parts in it;
 *   <li>{@code InvocationCheck} holds every read and the clock against that order;
 *   <li>{@code DependencyGraph} joins the invocations through the operations that span several of them;
 *   <li>{@code JournalSearch} decides, within a budget, what the order leaves open.
 * </ol>
 *
 * <p>What is found goes to {@code Findings}, which keeps counts and the examples worth telling.
 */
@NullMarked
package dev.skewer.checker.journal;

import org.jspecify.annotations.NullMarked;
