package dev.skewer.harness.interleaving;

import dev.skewer.workloads.journal.JournalOperation;

/**
 * An operation that a process carries out, after those of the same process that come before it in the list.
 *
 * @param process from 0
 * @param operation what it does
 * @param from where in a recorded history it began
 * @param to where in it the operation ended; {@link Long#MAX_VALUE} if it did not
 */
public record ScheduledOperation(int process, JournalOperation operation, long from, long to) {
    /** One that no recorded history puts before or after any other. */
    public static ScheduledOperation free(int process, JournalOperation operation) {
        return new ScheduledOperation(process, operation, 0, Long.MAX_VALUE);
    }

    /** Whether this ended before the other began. */
    boolean precedes(ScheduledOperation other) {
        return to < other.from;
    }

    ScheduledOperation with(JournalOperation other) {
        return new ScheduledOperation(process, other, from, to);
    }

    ScheduledOperation by(int other) {
        return new ScheduledOperation(other, operation, from, to);
    }
}
