/**
 * Targets: what is tested. A {@link dev.skewer.workloads.target.TargetType}, which a
 * {@link dev.skewer.workloads.target.TargetProvider} brings, says what a target offers and opens it; a
 * {@link dev.skewer.workloads.target.Target} is one that runs; clients reach it through a
 * {@link dev.skewer.workloads.target.Connection} in the words of their workload, faults through its
 * {@link dev.skewer.workloads.target.Controls}.
 */
@NullMarked
package dev.skewer.workloads.target;

import org.jspecify.annotations.NullMarked;
