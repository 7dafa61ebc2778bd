package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.transaction.graph.EdgeList;
import java.util.List;

/**
 * What is known of the order of transactions, and what is open.
 *
 * @param transactions how many there are; those that did not take effect have no edges, writes or reads
 * @param nodes how many nodes the edges have
 * @param edges what is known: that readers come after the writers of what they read; what is known of the order of versions, including
 *     that who read the initial one comes before all who wrote; and the order of processes or of real time if it is to be kept
 * @param versions who wrote what and who read that
 */
public record OrderProblem(int transactions, int nodes, List<EdgeList> edges, OpenVersions versions) {
    /** Copies the list of edges. */
    public OrderProblem {
        edges = List.copyOf(edges);
    }
}
