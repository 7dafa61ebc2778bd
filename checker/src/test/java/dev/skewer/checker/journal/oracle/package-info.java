/**
 * An independent brute-force oracle for the journal model, and the random small histories on which the fast checker is
 * compared with it.
 *
 * <p>Nothing here knows how the fast checker decides. {@link dev.skewer.checker.journal.oracle.JournalModel} says what a
 * journal is, {@link dev.skewer.checker.journal.oracle.Oracle} tries every order of a history's operations against it,
 * {@link dev.skewer.checker.journal.oracle.RandomHistories} makes histories (valid, damaged, of a defective store,
 * unstructured), {@link dev.skewer.checker.journal.oracle.Reductions} makes a failing one smaller, and
 * {@link dev.skewer.checker.journal.oracle.SmallHistory} turns one into events and text.
 */
@NullMarked
package dev.skewer.checker.journal.oracle;

import org.jspecify.annotations.NullMarked;
