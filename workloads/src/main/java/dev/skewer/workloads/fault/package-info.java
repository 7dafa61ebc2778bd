/**
 * Faults: what goes wrong on purpose. A {@link dev.skewer.workloads.fault.FaultType} says what a fault is and which of a
 * target's {@link dev.skewer.workloads.target.Controls} it needs; a {@link dev.skewer.workloads.fault.Fault} plans its
 * cycles from a seed, starts and heals.
 */
@NullMarked
package dev.skewer.workloads.fault;

import org.jspecify.annotations.NullMarked;
