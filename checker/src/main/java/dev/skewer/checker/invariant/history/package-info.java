/**
 * A history as columns, as the checks of Jepsen's workloads take it.
 *
 * <p>{@link dev.skewer.checker.invariant.history.OperationRecorder} takes events and fills
 * {@link dev.skewer.checker.invariant.history.RecordedOperations}; {@link dev.skewer.checker.invariant.history.Partition} is
 * what of it belongs to one key, and {@link dev.skewer.checker.invariant.history.NameIds} numbers names that may be written in
 * several ways.
 */
@NullMarked
package dev.skewer.checker.invariant.history;

import org.jspecify.annotations.NullMarked;
