package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

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

    /** The clauses that were given. */
    private final List<int[]> given;

    private Core(ClauseStore.Grounds grounds) {
        given = grounds.given();
        for (int[] cycle : grounds.cycles()) {
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

    /** What rests on as few choices as can be found. */
    static ClauseStore.Grounds minimized(ClauseStore.Grounds grounds, Budget budget) {
        var core = new Core(grounds);
        List<Integer> choices = Stream.concat(
                        core.chosenEdges.keySet().stream(),
                        core.given.stream()
                                .flatMap(clause -> Arrays.stream(clause).boxed()))
                .map(literal -> literal >> 1)
                .distinct()
                .sorted()
                .toList();
        if (choices.size() > MOST_CHOICES) {
            return grounds;
        }
        ClauseStore.Grounds best = grounds;
        List<Integer> left = new ArrayList<>(choices);
        for (int choice : choices) {
            if (left.contains(choice)) {
                List<Integer> fewer = new ArrayList<>(left);
                fewer.remove((Integer) choice);
                Optional<ClauseStore.Grounds> smaller = core.contradiction(fewer, budget);
                if (smaller.isPresent()) {
                    best = smaller.get();
                    left = fewer;
                }
            }
        }
        return best;
    }

    private int number(int node) {
        return numbers.computeIfAbsent(node, unused -> numbers.size());
    }

    /** Why some choices contradict each other; nothing if they do not, or it is not known. */
    private Optional<ClauseStore.Grounds> contradiction(List<Integer> some, Budget budget) {
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
            return Optional.empty();
        }
        Integer[] originals = numbers.keySet().toArray(Integer[]::new);
        List<int[]> cycles = new ArrayList<>();
        for (int[] cycle : search.core().cycles()) {
            int[] renamed = cycle.clone();
            for (int i = 0; i < cycle.length; i += STEP) {
                renamed[i] = originals[cycle[i]];
                renamed[i + 1] = originals[cycle[i + 1]];
                int literal = cycle[i + 3];
                renamed[i + 3] = literal == DynamicOrder.KNOWN ? literal : original(some, literal);
            }
            cycles.add(renamed);
        }
        List<int[]> clauses = search.core().given().stream()
                .map(clause -> Arrays.stream(clause)
                        .map(literal -> original(some, literal))
                        .toArray())
                .toList();
        return Optional.of(new ClauseStore.Grounds(cycles, clauses));
    }

    private static int original(List<Integer> some, int literal) {
        return 2 * some.get(literal >> 1) + (literal & 1);
    }

    /** Some of the choices, numbered anew. */
    private final class Some implements Choices {
        private final List<Integer> choices;
        private final List<int[]> clauses = new ArrayList<>();

        Some(List<Integer> choices) {
            this.choices = choices;
            for (int[] clause : given) {
                if (Arrays.stream(clause).allMatch(literal -> choices.contains(literal >> 1))) {
                    clauses.add(Arrays.stream(clause)
                            .map(literal -> 2 * choices.indexOf(literal >> 1) + (literal & 1))
                            .toArray());
                }
            }
        }

        @Override
        public List<int[]> clauses() {
            return clauses;
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
            for (int[] edge : chosenEdges.getOrDefault(original(choices, literal), List.of())) {
                if (!sink.add(edge[0], edge[1], (byte) edge[2])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The same in terms of transactions. */
    static Contradiction told(
            ClauseStore.Grounds grounds, Promise promise, int transactions, IntFunction<Contradiction.Choice> choices) {
        Map<Integer, Integer> position = new LinkedHashMap<>();
        List<Contradiction.Choice> told = new ArrayList<>();
        IntUnaryOperator number = choice -> position.computeIfAbsent(choice, unused -> {
            told.add(choices.apply(choice));
            return told.size() - 1;
        });
        List<List<Contradiction.Literal>> alternatives = grounds.given().stream()
                .map(clause -> Arrays.stream(clause)
                        .mapToObj(literal ->
                                new Contradiction.Literal(number.applyAsInt(literal >> 1), (literal & 1) == 0))
                        .toList())
                .toList();
        List<List<Contradiction.Step>> all = new ArrayList<>();
        int points = promise.points() * transactions;
        for (int[] cycle : grounds.cycles()) {
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
                int choice = literal == DynamicOrder.KNOWN ? -1 : number.applyAsInt(literal >> 1);
                steps.add(new Contradiction.Step(
                        promise.transaction(cycle[STEP * i]),
                        promise.transaction(cycle[STEP * end + 1]),
                        type(cycle[STEP * i + 2]),
                        choice,
                        choice >= 0 && (literal & 1) == 0));
            }
            all.add(steps);
        }
        return new Contradiction(told, alternatives, all);
    }

    /** The type of a step; what was only assumed is of real time. */
    private static EdgeType type(int number) {
        return number == KnownGraph.ASSUMED ? EdgeType.REALTIME : EdgeType.of(number);
    }

    private static boolean isWithin(int[] cycle, int step) {
        return cycle[STEP * step + 2] == KnownGraph.WITHIN;
    }
}
