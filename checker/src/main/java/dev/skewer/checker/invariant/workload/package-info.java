/**
 * The checks of Jepsen's workloads, one each: an {@link dev.skewer.checker.invariant.workload.Invariant} says what is promised,
 * and looks for what breaks that in the operations of one key.
 */
@NullMarked
package dev.skewer.checker.invariant.workload;

import org.jspecify.annotations.NullMarked;
