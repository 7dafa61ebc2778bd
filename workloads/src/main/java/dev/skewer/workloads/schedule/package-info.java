/**
 * When faults happen and how they combine, as data: a {@link dev.skewer.workloads.schedule.FaultSchedule} says when its
 * {@linkplain dev.skewer.workloads.schedule.Step steps} begin, which faults each of them starts, and where. What a schedule plans is a
 * function of the seed.
 */
@NullMarked
package dev.skewer.workloads.schedule;

import org.jspecify.annotations.NullMarked;
