/**
 * The invocations joined: {@code DependencyGraph} orders the operations that concern several of them, and {@code Cycles} finds the shortest
 * contradictions in it.
 */
@NullMarked
package dev.skewer.checker.journal.graph;

import org.jspecify.annotations.NullMarked;
