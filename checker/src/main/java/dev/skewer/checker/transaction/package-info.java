/**
 * Isolation of transactions: histories whose operations are lists of reads and writes of several objects.
 *
 * <p>A history becomes columns ({@code history}); what each object's reads and writes say of the order of its versions becomes
 * dependencies between transactions ({@code infer}, {@code graph}); cycles of these decide which consistency models hold
 * ({@code level}), and the smallest of each kind is told ({@code explain}). {@code TransactionChecker} is the front door.
 */
@NullMarked
package dev.skewer.checker.transaction;

import org.jspecify.annotations.NullMarked;
