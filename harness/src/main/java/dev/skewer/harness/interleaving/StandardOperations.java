package dev.skewer.harness.interleaving;

import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import java.util.ArrayList;
import java.util.List;

/**
 * A few operations of every kind on one invocation, in whose interleavings most mistakes show: for where those of the run go wrong in none
 * that can be tried, as when what is needed happened long before.
 */
final class StandardOperations {
    private StandardOperations() {}

    /**
     * The operations.
     *
     * @param events what happens to the store between them
     */
    static List<ScheduledOperation> with(List<Action.StoreEvent> events) {
        var read = new JournalOperation.Read(0, false, false);
        var operations = new ArrayList<>(List.of(
                by(0, 0, append(1)),
                by(0, 1, append(2)),
                by(1, 2, read),
                by(2, 3, new JournalOperation.Trim(0, 1)),
                by(0, 4, append(3)),
                by(0, 5, new JournalOperation.SetState(0, "a", 4))));
        operations.addAll(Action.StoreEvent.scheduled(events, 3, 6));
        operations.add(by(1, 7, read));
        operations.add(by(1, 8, new JournalOperation.Read(0, true, true)));
        return operations;
    }

    private static ScheduledOperation by(int process, long from, JournalOperation operation) {
        return new ScheduledOperation(process, operation, from, Long.MAX_VALUE);
    }

    private static JournalOperation append(long entry) {
        return new JournalOperation.AppendOne(new Append(0, entry));
    }
}
