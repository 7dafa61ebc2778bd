/**
 * What the reads and writes of each object say of the order of its versions, and so of its transactions: one class for each type of
 * object, with the same answer ({@code Inference}).
 */
@NullMarked
package dev.skewer.checker.transaction.infer;

import org.jspecify.annotations.NullMarked;
