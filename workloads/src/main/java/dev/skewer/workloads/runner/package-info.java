/**
 * The course of a run. {@link dev.skewer.workloads.runner.Run} reads as its table of contents; a
 * {@link dev.skewer.workloads.runner.Worker} is one process after another on one thread; a
 * {@link dev.skewer.workloads.runner.Nemesis} is one fault; the {@link dev.skewer.workloads.runner.Recorder} takes what
 * they record from their {@link dev.skewer.workloads.runner.Lane}s and hands it on in time order.
 */
@NullMarked
package dev.skewer.workloads.runner;

import org.jspecify.annotations.NullMarked;
