/**
 * The levels at which no order of versions need be known, as reads say enough: read committed, monotonic atomic view, read atomic and
 * causal consistency, with the order of processes and without, and the guarantees of sessions.
 *
 * <p>Who wrote what each read saw ({@code ReadSources}) leads to pairs of transactions of which one must have committed before the other
 * ({@code ForcedOrder}): those of single transactions ({@code AtomicViews}), and of all that a transaction has heard of ({@code
 * CausalPast}). A level holds if and only if nothing has to commit before itself ({@code WeakLevels}; Biswas and Enea, OOPSLA 2019). The
 * same, object by object, decides {@code SessionGuarantees}.
 */
@NullMarked
package dev.skewer.checker.transaction.weak;

import org.jspecify.annotations.NullMarked;
