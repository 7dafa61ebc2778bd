/**
 * Targets: what is tested. A {@link dev.skewer.workloads.target.TargetType} says what a target offers and opens it; a
 * {@link dev.skewer.workloads.target.Target} is one that runs; clients reach it through a
 * {@link dev.skewer.workloads.target.JournalConnection}, faults through its
 * {@link dev.skewer.workloads.target.Controls}.
 */
@NullMarked
package dev.skewer.workloads.target;

import org.jspecify.annotations.NullMarked;
