package dev.skewer.harness.interleaving;

import dev.skewer.workloads.journal.JournalOperation;
import java.util.Optional;

/**
 * What a process does, after what the same process does that comes before it in the list.
 *
 * @param process from 0
 * @param action what it does
 * @param from where in a recorded history it began
 * @param to where in it the operation ended; {@link Long#MAX_VALUE} if it did not
 */
public record ScheduledOperation(int process, Action action, long from, long to) {
    /** One of a client. */
    ScheduledOperation(int process, JournalOperation operation, long from, long to) {
        this(process, new Action.Call(operation), from, to);
    }

    /** One that no recorded history puts before or after any other. */
    public static ScheduledOperation free(int process, JournalOperation operation) {
        return free(process, new Action.Call(operation));
    }

    /** As {@link #free(int, JournalOperation)}, and also what happens to the store. */
    public static ScheduledOperation free(int process, Action action) {
        return new ScheduledOperation(process, action, 0, Long.MAX_VALUE);
    }

    /** What a client calls; nothing where something happens to the store. */
    Optional<JournalOperation> called() {
        return action instanceof Action.Call call ? Optional.of(call.operation()) : Optional.empty();
    }

    /** Whether this ended before the other began. */
    boolean precedes(ScheduledOperation other) {
        return to < other.from;
    }

    ScheduledOperation with(JournalOperation other) {
        return new ScheduledOperation(process, other, from, to);
    }

    ScheduledOperation by(int other) {
        return new ScheduledOperation(other, action, from, to);
    }
}
