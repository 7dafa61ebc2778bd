package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** The write dependencies of some transactions, object by object, as if the others had never been. */
public final class WriteChains {
    private WriteChains() {}

    /**
     * Joins those of each object that follow each other once the others are left out. Linear.
     *
     * @param edges dependencies with micro-ops, of each object in one list and in the order of its versions
     * @param counts which transactions are not left out
     */
    public static EdgeList of(TransactionHistory history, List<EdgeList> edges, IntPredicate counts) {
        EdgeList chains = new EdgeList();
        int[] latest = new int[history.keys.size()];
        for (EdgeList list : edges) {
            Arrays.fill(latest, -1);
            for (int i = 0; i < list.size; i++) {
                if (EdgeList.type(list.to[i]) != EdgeType.WW.code()) {
                    continue;
                }
                int key = history.key(list.microOp[i]);
                int from = list.from[i];
                int to = EdgeList.target(list.to[i]);
                if (counts.test(from)) {
                    latest[key] = from;
                }
                if (latest[key] >= 0 && counts.test(to)) {
                    chains.add(latest[key], to, EdgeType.WW);
                }
            }
        }
        return chains;
    }
}
