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
    private final List<Group> groups = new ArrayList<>();

    private record Group(int key, List<Integer> nodes) {}

    /**
     * Two writers of an object, as nodes.
     *
     * @param second the one on top
     */
    record Pair(int first, int second, int key) {}

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
            byComponent.values().stream()
                    .filter(nodes -> nodes.size() > 1)
                    .forEach(nodes -> groups.add(new Group(writers.key(), nodes)));
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The graph with the writers of each object in an order. */
    CyclicPart inOrder(Comparator<Integer> byTransaction) {
        return part.with(pairs(byTransaction).stream()
                .map(pair -> new int[] {pair.first, pair.second})
                .toList());
    }

    /** The neighbours in an order. */
    List<Pair> pairs(Comparator<Integer> byTransaction) {
        List<Pair> pairs = new ArrayList<>();
        for (Group group : groups) {
            List<Integer> sorted = new ArrayList<>(group.nodes);
            sorted.sort((a, b) -> byTransaction.compare(part.original()[a], part.original()[b]));
            for (int i = 1; i < sorted.size(); i++) {
                pairs.add(new Pair(sorted.get(i - 1), sorted.get(i), group.key));
            }
        }
        return pairs;
    }
}
