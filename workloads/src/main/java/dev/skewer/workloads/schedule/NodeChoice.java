package dev.skewer.workloads.schedule;

import dev.skewer.workloads.generator.Dice;
import java.util.List;
import java.util.stream.IntStream;

/** Which of a target's nodes a fault hits. */
public sealed interface NodeChoice {
    /**
     * The nodes of one cycle, ascending, and at least one of them.
     *
     * @param nodes how many there are, at least 1
     * @throws IllegalArgumentException if a node that is asked for is not there, in one line
     */
    List<Integer> among(int nodes, Dice dice);

    /** So many as a share of all of them; which, the dice say. */
    enum Share implements NodeChoice {
        /** One node. */
        ONE,
        /** The most that are fewer than half; one, if there are only one or two. */
        MINORITY,
        /** The fewest that are more than half. */
        MAJORITY,
        /** Each node. */
        ALL;

        @Override
        public List<Integer> among(int nodes, Dice dice) {
            int[] order = IntStream.range(0, nodes).toArray();
            int wanted = count(nodes);
            // The first steps of a Fisher-Yates shuffle.
            for (int i = 0; i < wanted; i++) {
                int other = i + dice.below(nodes - i);
                int chosen = order[other];
                order[other] = order[i];
                order[i] = chosen;
            }
            return IntStream.of(order).limit(wanted).sorted().boxed().toList();
        }

        private int count(int nodes) {
            return switch (this) {
                case ONE -> 1;
                case MINORITY -> Math.max(1, (nodes - 1) / 2);
                case MAJORITY -> nodes / 2 + 1;
                case ALL -> nodes;
            };
        }
    }

    /**
     * These.
     *
     * @param numbers from 0, ascending
     */
    record Exactly(List<Integer> numbers) implements NodeChoice {
        /** Sorts and copies the list. */
        public Exactly {
            numbers = numbers.stream().sorted().distinct().toList();
            if (numbers.isEmpty() || numbers.get(0) < 0) {
                throw new IllegalArgumentException("nodes are numbered from 0, and at least one is needed");
            }
        }

        @Override
        public List<Integer> among(int nodes, Dice dice) {
            int last = numbers.get(numbers.size() - 1);
            if (last >= nodes) {
                throw new IllegalArgumentException(
                        "there is no node " + last + "; the nodes are 0" + (nodes > 1 ? " to " + (nodes - 1) : ""));
            }
            return numbers;
        }
    }
}
