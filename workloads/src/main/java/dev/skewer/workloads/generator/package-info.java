/**
 * Generators: pure values that say what each process does next.
 *
 * <p>Read in this order: a {@link dev.skewer.workloads.generator.Generator} is asked for the next
 * {@link dev.skewer.workloads.generator.Step} in a {@link dev.skewer.workloads.generator.Context} and answers with it
 * and with the generator of the rest. {@link dev.skewer.workloads.generator.Generators} has the combinators. A
 * {@link dev.skewer.workloads.generator.SlotStream} walks one slot's steps. All chance comes from a
 * {@link dev.skewer.workloads.generator.Seed}, which is split and never shared: what a slot does is a function of the
 * generator, the seed and the slot's number, whatever the others do and however fast they are.
 */
@NullMarked
package dev.skewer.workloads.generator;

import org.jspecify.annotations.NullMarked;
