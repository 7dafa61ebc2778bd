/**
 * The dependencies between transactions as a graph of ints, and what is asked of it: an order, strongly connected components,
 * cycles of a kind. Knows nothing of what transactions read and write.
 */
@NullMarked
package dev.skewer.checker.transaction.graph;

import org.jspecify.annotations.NullMarked;
