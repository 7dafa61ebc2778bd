package dev.skewer.store.server;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.StoreException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the two ends of a connection make of it when the network breaks, is silent or repeats itself: the strategies that defects can
 * replace.
 *
 * @param sentAgain which commands a client sends again, over another connection, when the one that they were sent over broke
 * @param late what a client says of a command whose answer did not come within the deadline
 * @param knowsCalls whether a server knows a call again that arrives twice
 */
record CallRules(Predicate<Command> sentAgain, StoreException.Kind late, boolean knowsCalls) {
    /** The rules of clients and servers with these defects. */
    static CallRules of(Set<Defect> defects) {
        return new CallRules(
                sentAgain(defects),
                defects.contains(Defect.ACK_AFTER_DEADLINE)
                        ? StoreException.Kind.FAILED
                        : StoreException.Kind.INDETERMINATE,
                !defects.contains(Defect.REPEATED_CALL));
    }

    private static Predicate<Command> sentAgain(Set<Defect> defects) {
        if (defects.contains(Defect.RETRY_APPENDS_TWICE)) {
            return command -> command instanceof Command.Append || command instanceof Command.SetState;
        }
        if (defects.contains(Defect.REORDER_AFTER_RECONNECT)) {
            return command -> command instanceof Command.Trim;
        }
        return command -> false;
    }
}
