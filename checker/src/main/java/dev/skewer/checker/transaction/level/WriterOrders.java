package dev.skewer.checker.transaction.level;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.infer.UnorderedWriters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writers of one object of which it is not known in which order they wrote it, as far as that matters: those that are in one component
 * of all dependencies. Between components any order does that agrees with these, as it makes no cycle.
 */
final class WriterOrders {
    private final CyclicPart part;
    /** Nodes. */
    private final List<List<Integer>> groups = new ArrayList<>();

    WriterOrders(CyclicPart part, List<UnorderedWriters> unordered) {
        this.part = part;
        Components components = new Components(part.graph(), EdgePattern.of(EnumSet.allOf(EdgeType.class)));
        for (UnorderedWriters writers : unordered) {
            Map<Integer, List<Integer>> byComponent = new HashMap<>();
            for (int writer : writers.transactions()) {
                int node = part.node(writer);
                if (node >= 0) {
                    byComponent
                            .computeIfAbsent(components.of(node, 0), unused -> new ArrayList<>())
                            .add(node);
                }
            }
            byComponent.values().stream().filter(group -> group.size() > 1).forEach(groups::add);
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The graph with the writers of each object in an order. */
    CyclicPart inOrder(Comparator<Integer> byTransaction) {
        List<int[]> pairs = new ArrayList<>();
        for (List<Integer> group : groups) {
            List<Integer> sorted = new ArrayList<>(group);
            sorted.sort((a, b) -> byTransaction.compare(part.original()[a], part.original()[b]));
            for (int i = 1; i < sorted.size(); i++) {
                pairs.add(new int[] {sorted.get(i - 1), sorted.get(i)});
            }
        }
        return part.with(pairs);
    }
}
