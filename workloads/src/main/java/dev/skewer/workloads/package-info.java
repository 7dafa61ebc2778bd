/**
 * Workloads: (test spec, seed) in, history out.
 *
 * <p>The front door is {@link dev.skewer.workloads.runner.TestRunner}: it runs a {@link dev.skewer.workloads.TestSpec} in a
 * {@link dev.skewer.workloads.RunContext} and returns a {@link dev.skewer.workloads.RunOutcome}. What there is to choose
 * from stands in {@link dev.skewer.workloads.Workloads}, {@link dev.skewer.workloads.Targets} and
 * {@link dev.skewer.workloads.Faults}. Whoever adds a workload implements {@link dev.skewer.workloads.Workload} and
 * {@link dev.skewer.workloads.Client}. The rooms behind the door:
 *
 * <ul>
 *   <li>{@code generator}: pure, seeded streams of operations and their combinators;
 *   <li>{@code journal}, {@code register}, {@code bank}, {@code set}, {@code queue}, {@code counter}: the workloads;
 *   <li>{@code target}: what is tested, and what can be done to it;
 *   <li>{@code fault}: what goes wrong on purpose;
 *   <li>{@code runner}: processes, clock, recorder and the course of a run.
 * </ul>
 */
@NullMarked
package dev.skewer.workloads;

import org.jspecify.annotations.NullMarked;
