/**
 * The counter workload: {@link dev.skewer.workloads.counter.CounterWorkload} plans, {@link dev.skewer.workloads.counter.CounterConnection} is what
 * a target offers.
 */
@NullMarked
package dev.skewer.workloads.counter;

import org.jspecify.annotations.NullMarked;
