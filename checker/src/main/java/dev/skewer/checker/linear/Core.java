package dev.skewer.checker.linear;

import dev.skewer.checker.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reduces a history that is not linearizable to the few calls that contradict each other: delta debugging (Zeller and
 * Hildebrandt, <em>Simplifying and isolating failure-inducing input</em>, TSE 2002) over what is known of the calls.
 *
 * <p>A call is never removed, for a write that is removed can no longer explain a read. It is <em>relaxed</em>: its answer
 * is forgotten and its outcome is taken to be unknown, which permits every order that was permitted before. So if the
 * relaxed history has no linearization, neither has the whole one, and the contradiction of the core is a true consequence
 * of the whole. The core is minimal: no call of it can be relaxed alone; if the budget ends first, it is merely small.
 */
final class Core {
    private static final long MEMORY_PER_TRY = 64L << 20;

    private final Calls calls;
    private final List<Operation> operations;
    private final Model<?> model;
    private final Budget budget;
    private final long stepsPerTry;

    /**
     * A reduction.
     *
     * @param operations the calls as the model sees them
     * @param budget what all of it may cost
     * @param stepsPerTry how many steps to spend on finding out whether a call can be relaxed; a bound in steps, not in
     *     time, finds the same core on every machine
     */
    Core(Calls calls, List<Operation> operations, Model<?> model, Budget budget, long stepsPerTry) {
        this.calls = calls;
        this.operations = operations;
        this.model = model;
        this.budget = budget;
        this.stepsPerTry = stepsPerTry;
    }

    /**
     * The core of a contradiction.
     *
     * @param stuck the known call that could not be placed when everything that had completed before it was
     * @return known calls that contradict each other, ascending; empty if that was not found in time
     */
    int[] of(int stuck) {
        int end = calls.completed[stuck];
        int[] known = new int[calls.size];
        int count = 0;
        for (int c = 0; c < calls.size && calls.invoked[c] < end; c++) {
            if (calls.completed[c] <= end) {
                known[count++] = c;
            }
        }
        int[] core = Arrays.copyOf(known, count);
        if (!contradict(core, end)) {
            // Answers that came later took part in it.
            core = new int[0];
            for (int c = 0; c < calls.size && calls.invoked[c] < end; c++) {
                if (!calls.isUnknown(c)) {
                    core = Arrays.copyOf(core, core.length + 1);
                    core[core.length - 1] = c;
                }
            }
            if (!contradict(core, end)) {
                return new int[0];
            }
        }
        return reduce(core, end);
    }

    private int[] reduce(int[] from, int end) {
        int[] core = from;
        int chunk = Math.max(1, core.length / 2);
        while (!budget.exhausted()) {
            boolean smaller = false;
            for (int at = 0; at < core.length && !budget.exhausted(); ) {
                int[] rest = without(core, at, Math.min(core.length, at + chunk));
                if (rest.length > 0 && contradict(rest, end)) {
                    core = rest;
                    smaller = true;
                } else {
                    at += chunk;
                }
            }
            if (chunk > 1) {
                chunk = Math.min(chunk / 2, Math.max(1, core.length / 2));
            } else if (!smaller) {
                break;
            }
        }
        return core;
    }

    private static int[] without(int[] array, int from, int to) {
        int[] rest = Arrays.copyOf(array, array.length - (to - from));
        System.arraycopy(array, to, rest, from, array.length - to);
        return rest;
    }

    /** Whether calls contradict each other when all others that were invoked before a rank are relaxed. */
    private boolean contradict(int[] kept, int end) {
        int[] invoked = new int[calls.size];
        int[] completed = new int[calls.size];
        List<Operation> relaxed = new ArrayList<>();
        int n = 0;
        int next = 0;
        for (int c = 0; c < calls.size && calls.invoked[c] < end; c++) {
            boolean keep = next < kept.length && kept[next] == c;
            next += keep ? 1 : 0;
            Operation op = operations.get(c);
            if (!keep && ModelFailure.isReadOnly(model, op)) {
                continue;
            }
            relaxed.add(keep ? op : op.relaxed());
            invoked[n] = calls.invoked[c];
            completed[n++] = keep ? calls.completed[c] : Calls.NEVER;
        }
        Calls these =
                new Calls(Arrays.copyOf(invoked, n), Arrays.copyOf(completed, n), new int[n], new int[n], new int[n]);
        OrderSearch search = OrderSearch.of(model, these, relaxed, budget, MEMORY_PER_TRY);
        return search.run(stepsPerTry) == OrderSearch.Result.NOT_LINEARIZABLE;
    }
}
