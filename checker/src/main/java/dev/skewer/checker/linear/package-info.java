/**
 * Linearizability of anything: a {@linkplain dev.skewer.checker.linear.Model sequential specification} and a history of
 * calls in, a verdict out.
 */
@NullMarked
package dev.skewer.checker.linear;

import org.jspecify.annotations.NullMarked;
