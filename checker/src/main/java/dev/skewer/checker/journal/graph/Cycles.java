package dev.skewer.checker.journal.graph;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.Function;
import dev.skewer.checker.journal.history.JournalHistory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds cycles among the operations that a topological pass could not order: Tarjan's strongly connected components,
 * and in each component a shortest cycle through every read of several invocations (through any operation if it has
 * none). Linear for the components; a breadth-first search for each cycle told, of which there are at most
 * {@value #PER_COMPONENT} a component.
 */
final class Cycles {
    /** How many cycles of one component are told. */
    static final int PER_COMPONENT = 256;

    private final JournalHistory h;
    private final int[] firstEdge;
    private final int[] target;
    /** Positive for the operations that remain. */
    private final int[] waiting;

    private final int[] number;
    private final int[] low;
    private final int[] component;
    private final int[] nextEdge;

    Cycles(JournalHistory history, int[] firstEdge, int[] target, int[] waiting) {
        h = history;
        this.firstEdge = firstEdge;
        this.target = target;
        this.waiting = waiting;
        number = new int[history.ops];
        low = new int[history.ops];
        component = new int[history.ops];
        nextEdge = Arrays.copyOf(firstEdge, history.ops);
        Arrays.fill(component, NONE);
    }

    void report(DependencyGraph.Report report) {
        int[] call = new int[64];
        int[] open = new int[64];
        int opened = 0;
        int counter = 0;
        for (int root = 0; root < h.ops; root++) {
            if (waiting[root] == 0 || number[root] != 0) {
                continue;
            }
            int depth = 0;
            call[depth++] = root;
            while (depth > 0) {
                int op = call[depth - 1];
                if (number[op] == 0) {
                    number[op] = ++counter;
                    low[op] = counter;
                    if (opened == open.length) {
                        open = Arrays.copyOf(open, opened * 2);
                    }
                    open[opened++] = op;
                }
                if (nextEdge[op] < firstEdge[op + 1]) {
                    int next = target[nextEdge[op]++];
                    if (waiting[next] == 0 || component[next] != NONE) {
                        continue;
                    }
                    if (number[next] == 0) {
                        if (depth == call.length) {
                            call = Arrays.copyOf(call, depth * 2);
                        }
                        call[depth++] = next;
                    } else {
                        low[op] = Math.min(low[op], number[next]);
                    }
                    continue;
                }
                depth--;
                if (depth > 0) {
                    low[call[depth - 1]] = Math.min(low[call[depth - 1]], low[op]);
                }
                if (low[op] == number[op]) {
                    int first = opened;
                    do {
                        first--;
                        component[open[first]] = op;
                    } while (open[first] != op);
                    if (opened - first > 1) {
                        tell(Arrays.copyOfRange(open, first, opened), report);
                    }
                    opened = first;
                }
            }
        }
    }

    private void tell(int[] members, DependencyGraph.Report report) {
        int told = 0;
        for (int op : members) {
            boolean read = h.function[op] == Function.SCAN.code();
            if (read && told++ < PER_COMPONENT) {
                report.cycle(shortestThrough(op));
            }
        }
        if (told == 0) {
            report.cycle(shortestThrough(members[0]));
        }
    }

    /** A shortest cycle through an operation of a component. */
    private int[] shortestThrough(int op) {
        Map<Integer, Integer> previous = new HashMap<>();
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(op);
        while (true) {
            int at = queue.remove();
            for (int i = firstEdge[at]; i < firstEdge[at + 1]; i++) {
                int next = target[i];
                if (next == op) {
                    return path(op, at, previous);
                }
                if (component[next] == component[op] && previous.putIfAbsent(next, at) == null) {
                    queue.add(next);
                }
            }
        }
    }

    private static int[] path(int from, int to, Map<Integer, Integer> previous) {
        Deque<Integer> path = new ArrayDeque<>();
        for (int op = to; op != from; op = previous.getOrDefault(op, from)) {
            path.addFirst(op);
        }
        path.addFirst(from);
        return path.stream().mapToInt(Integer::intValue).toArray();
    }
}
