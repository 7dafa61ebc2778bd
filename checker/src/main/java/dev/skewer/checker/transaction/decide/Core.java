package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Makes a contradiction small: of the choices that its cycles speak of, each is left out in turn, and stays out if the others contradict
 * each other without it. Works on the edges of these cycles alone.
 */
final class Core {
    /** Beyond so many choices nothing is left out. */
    private static final int MOST_CHOICES = 256;

    private static final int STEP = 4;

    private final Map<Integer, Integer> numbers = new LinkedHashMap<>();
    private final List<int[]> knownEdges = new ArrayList<>();
    /** By literal, its edges: source, target, type. */
    private final Map<Integer, List<int[]>> chosenEdges = new TreeMap<>();

    private Core(List<int[]> cycles) {
        for (int[] cycle : cycles) {
            for (int i = 0; i < cycle.length; i += STEP) {
                int[] edge = {number(cycle[i]), number(cycle[i + 1]), cycle[i + 2]};
                if (cycle[i + 3] == DynamicOrder.KNOWN) {
                    knownEdges.add(edge);
                } else {
                    chosenEdges
                            .computeIfAbsent(cycle[i + 3], unused -> new ArrayList<>())
                            .add(edge);
                }
            }
        }
    }

    /** The cycles of as few choices as can be found, as {@link DynamicOrder#cycle} has them. */
    static List<int[]> minimized(List<int[]> cycles, Budget budget) {
        var core = new Core(cycles);
        List<Integer> choices = core.chosenEdges.keySet().stream()
                .map(literal -> literal >> 1)
                .distinct()
                .toList();
        if (choices.size() > MOST_CHOICES) {
            return cycles;
        }
        List<int[]> best = cycles;
        List<Integer> left = new ArrayList<>(choices);
        for (int choice : choices) {
            if (left.contains(choice)) {
                List<Integer> fewer = new ArrayList<>(left);
                fewer.remove((Integer) choice);
                List<int[]> smaller = core.contradiction(fewer, budget);
                if (!smaller.isEmpty()) {
                    best = smaller;
                    left = fewer;
                }
            }
        }
        return best;
    }

    private int number(int node) {
        return numbers.computeIfAbsent(node, unused -> numbers.size());
    }

    /** The cycles by which some choices contradict each other; none if they do not, or it is not known. */
    private List<int[]> contradiction(List<Integer> some, Budget budget) {
        int edges = knownEdges.size();
        int[] from = new int[edges];
        int[] to = new int[edges];
        byte[] type = new byte[edges];
        for (int i = 0; i < edges; i++) {
            from[i] = knownEdges.get(i)[0];
            to[i] = knownEdges.get(i)[1];
            type[i] = (byte) knownEdges.get(i)[2];
        }
        KnownGraph graph = KnownGraph.of(numbers.size(), from, to, type, edges);
        DynamicOrder order = new DynamicOrder(graph, new int[numbers.size()]);
        var search = new ChoiceSearch(new Some(some), order, Long.MAX_VALUE, budget);
        if (search.run() != ChoiceSearch.Result.CONTRADICTION) {
            return List.of();
        }
        Integer[] originals = numbers.keySet().toArray(Integer[]::new);
        List<int[]> cycles = new ArrayList<>();
        for (int[] cycle : search.core()) {
            int[] renamed = cycle.clone();
            for (int i = 0; i < cycle.length; i += STEP) {
                renamed[i] = originals[cycle[i]];
                renamed[i + 1] = originals[cycle[i + 1]];
                int literal = cycle[i + 3];
                renamed[i + 3] = literal == DynamicOrder.KNOWN ? literal : 2 * some.get(literal >> 1) + (literal & 1);
            }
            cycles.add(renamed);
        }
        return cycles;
    }

    /** Some of the choices, numbered anew. */
    private final class Some implements Choices {
        private final List<Integer> choices;

        Some(List<Integer> choices) {
            this.choices = choices;
        }

        @Override
        public int count() {
            return choices.size();
        }

        @Override
        public int preferred(int choice) {
            return 0;
        }

        @Override
        public boolean edges(int literal, EdgeSink sink) {
            int original = 2 * choices.get(literal >> 1) + (literal & 1);
            for (int[] edge : chosenEdges.getOrDefault(original, List.of())) {
                if (!sink.add(edge[0], edge[1], (byte) edge[2])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The same in terms of transactions. */
    static Contradiction told(
            List<int[]> cycles, Promise promise, int transactions, IntFunction<Contradiction.Choice> choices) {
        Map<Integer, Integer> position = new LinkedHashMap<>();
        List<Contradiction.Choice> told = new ArrayList<>();
        List<List<Contradiction.Step>> all = new ArrayList<>();
        int points = promise.points() * transactions;
        for (int[] cycle : cycles) {
            List<Contradiction.Step> steps = new ArrayList<>();
            int count = cycle.length / STEP;
            int begin = 0;
            while (cycle[STEP * begin] >= points || isWithin(cycle, begin)) {
                begin++;
            }
            for (int n = 0; n < count; n++) {
                int i = (begin + n) % count;
                if (isWithin(cycle, i) || cycle[STEP * i] >= points) {
                    continue;
                }
                int end = i;
                while (cycle[STEP * end + 1] >= points) {
                    end = (end + 1) % count;
                }
                int literal = cycle[STEP * i + 3];
                int choice = literal == DynamicOrder.KNOWN
                        ? -1
                        : position.computeIfAbsent(literal >> 1, unused -> {
                            told.add(choices.apply(literal >> 1));
                            return told.size() - 1;
                        });
                steps.add(new Contradiction.Step(
                        promise.transaction(cycle[STEP * i]),
                        promise.transaction(cycle[STEP * end + 1]),
                        type(cycle[STEP * i + 2]),
                        choice,
                        choice >= 0 && (literal & 1) == 0));
            }
            all.add(steps);
        }
        return new Contradiction(told, all);
    }

    /** The type of a step; what was only assumed is of real time. */
    private static EdgeType type(int number) {
        return number == KnownGraph.ASSUMED ? EdgeType.REALTIME : EdgeType.of(number);
    }

    private static boolean isWithin(int[] cycle, int step) {
        return cycle[STEP * step + 2] == KnownGraph.WITHIN;
    }
}
