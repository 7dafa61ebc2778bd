/**
 * The set workload: {@link dev.skewer.workloads.set.SetWorkload} plans, {@link dev.skewer.workloads.set.SetConnection} is what
 * a target offers.
 */
@NullMarked
package dev.skewer.workloads.set;

import org.jspecify.annotations.NullMarked;
