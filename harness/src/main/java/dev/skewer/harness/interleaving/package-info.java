/**
 * Interleavings of the reference store under control: {@link dev.skewer.harness.interleaving.Interleavings} finds the shortest one by which
 * the operations of a failing run go wrong, and an {@link dev.skewer.harness.interleaving.Interleaving} is carried out again, step by step,
 * as often as wanted. {@code ControlledStore} lets one process go on at a time; {@code Exploration} tries one order after the other.
 */
@NullMarked
package dev.skewer.harness.interleaving;

import org.jspecify.annotations.NullMarked;
