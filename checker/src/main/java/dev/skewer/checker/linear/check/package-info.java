/**
 * The front door of the linearizability checker.
 *
 * <p>{@code LinearizabilityChecker} takes a history and gives an analysis, {@code LinearizabilitySession} does so for one that is still going on,
 * and {@code PartlyKnownOperations} judges calls of which the key or the argument is not known.
 */
@NullMarked
package dev.skewer.checker.linear.check;

import org.jspecify.annotations.NullMarked;
