/**
 * Consistency tests in a store's own test suite, with JUnit.
 *
 * <ul>
 *   <li>{@link dev.skewer.junit.ConsistencyTest} makes of a method a test that drives a store, injects faults and judges what was seen;
 *       {@link dev.skewer.junit.TargetUnderTest} says which store, and {@link dev.skewer.junit.ConsistencyOutcome} is what came of it;
 *   <li>{@link dev.skewer.junit.ConsistencyAssertions} judges histories that were recorded otherwise.
 * </ul>
 */
@NullMarked
package dev.skewer.junit;

import org.jspecify.annotations.NullMarked;
