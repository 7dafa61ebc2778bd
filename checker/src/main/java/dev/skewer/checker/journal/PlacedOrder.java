package dev.skewer.checker.journal;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.graph.DependencyGraph;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.invocation.InvocationCheck;
import dev.skewer.checker.journal.invocation.JointOrder;
import dev.skewer.checker.journal.versions.Placement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One order of all operations of a history that was found to have one without a search of everything. */
final class PlacedOrder {
    private PlacedOrder() {}

    /**
     * The operations in an order that agrees with their places in each invocation and with real time; without those of unknown
     * outcome that have no place. Places each invocation once more; operations times its logarithm.
     *
     * @param joint the invocations that were placed together
     * @param budget as it was for placing each invocation
     * @return null if it does not suffice this time
     */
    static int @Nullable [] of(JournalHistory h, InvocationParts groups, JointOrder joint, Budget budget) {
        InvocationCheck invocation = new InvocationCheck(h, groups);
        DependencyGraph graph = new DependencyGraph(h, true);
        boolean[] there = new boolean[h.ops];
        for (int i = 0; i < h.invocationCount(); i++) {
            if (joint.has(i)) {
                invocation.place(i, joint.orderOf(i));
            } else if (invocation.checkBriefly(i, budget) == Validity.UNKNOWN) {
                return null;
            }
            graph.add(invocation.scope, invocation.placement);
            for (int k = 0; k < invocation.scope.n; k++) {
                there[invocation.scope.op[k]] |= invocation.placement.role[k] != Placement.NOWHERE;
            }
        }
        return Arrays.stream(graph.order()).filter(op -> there[op]).toArray();
    }
}
