/**
 * The journal workload: many processes write and read the journals of a few invocations, most of them those of the
 * hottest.
 *
 * <p>An operation passes through three forms. The generator, {@link dev.skewer.workloads.journal.JournalGenerator}, makes a
 * {@link dev.skewer.workloads.journal.JournalPlan}: it speaks of key slots and of sizes relative to a journal, and is a
 * pure function of the seed. At invocation the {@link dev.skewer.workloads.journal.JournalBinder} makes a
 * {@link dev.skewer.workloads.journal.JournalOperation} of it, with an invocation's id, unique values and absolute
 * numbers; it asks the {@link dev.skewer.workloads.journal.KeyDirectory}, which all processes share. The
 * {@link dev.skewer.workloads.journal.JournalClient} has it carried out by
 * {@link dev.skewer.workloads.journal.JournalCalls}, which write down what they saw in the words of
 * {@link dev.skewer.workloads.journal.JournalWords}; {@link dev.skewer.workloads.journal.RecordedOperations} reads them again.
 */
@NullMarked
package dev.skewer.workloads.journal;

import org.jspecify.annotations.NullMarked;
