package dev.skewer.checker.linear.explain;

import dev.skewer.checker.linear.Abstraction;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.ModelFailure;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.JustInTime;
import dev.skewer.checker.linear.search.OrderSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Calls on one object from some state on, and what remains of a contradiction among them when some are forgotten.
 *
 * <p>A call is never removed, for a write that is removed can no longer explain a read. It is <em>relaxed</em>: its answer
 * is forgotten and its outcome is taken to be unknown, which permits every order that was permitted before. So if the
 * relaxed calls have no linearization, neither have all of them, and a contradiction among those that are kept is a true
 * consequence of the whole, whatever the others did.
 */
public final class SubHistory {
    private static final long MEMORY_PER_TRY = 64L << 20;

    private final Calls calls;
    private final List<Operation> operations;
    private final Model<?> model;
    /** By call: its number among the calls that this was taken from, ascending. */
    private final int[] names;

    private SubHistory(Calls calls, List<Operation> operations, Model<?> model, int[] names) {
        this.calls = calls;
        this.operations = operations;
        this.model = model;
        this.names = names;
    }

    /** All calls on an object. */
    public static SubHistory whole(Calls calls, List<Operation> operations, Model<?> model) {
        int[] names = new int[calls.size];
        Arrays.setAll(names, c -> c);
        return new SubHistory(calls, operations, model, names);
    }

    /** When the calls were made and returned. */
    public Calls calls() {
        return calls;
    }

    /** What they were, as the model sees them. */
    List<Operation> operations() {
        return operations;
    }

    /** The object, which begins in the state that these calls begin with. */
    Model<?> model() {
        return model;
    }

    int size() {
        return calls.size;
    }

    /** The number of a call where this was taken from. */
    int name(int call) {
        return names[call];
    }

    /** Calls by their numbers where this was taken from. */
    int[] named(int[] some) {
        return Arrays.stream(some).map(c -> names[c]).toArray();
    }

    /** The number here of a call that has another where this was taken from; negative if it is not here. */
    int find(int name) {
        return Arrays.binarySearch(names, name);
    }

    /**
     * Whether calls contradict each other when all others are relaxed; false if that could not be decided.
     *
     * @param kept known calls, ascending
     * @param most how many steps to spend on it at most
     */
    boolean contradicts(int[] kept, long most, Effort effort) {
        Certifier.Problem problem = relaxed(kept);
        int n = problem.calls().size;
        // A step looks at every call of unknown outcome.
        long weight = 1L + (n - kept.length) / 16;
        long steps = Math.min(most, effort.left() / weight);
        OrderSearch search =
                OrderSearch.of(model, problem.calls(), problem.operations(), effort.limit(), MEMORY_PER_TRY);
        boolean contradiction = search.run(steps) == OrderSearch.Result.NOT_LINEARIZABLE;
        effort.spend(1 + n / 4 + weight * search.steps());
        return contradiction;
    }

    /** Some known calls, and all others relaxed that were invoked before the last of these returned: later ones may come later. */
    Certifier.Problem relaxed(int[] kept) {
        int end = lastReturn(kept);
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
            relaxed.add(keep ? op : model.relaxed(op));
            invoked[n] = calls.invoked[c];
            completed[n++] = keep ? calls.completed[c] : Calls.NEVER;
        }
        Calls these =
                new Calls(Arrays.copyOf(invoked, n), Arrays.copyOf(completed, n), new int[n], new int[n], new int[n]);
        return new Certifier.Problem(these, relaxed, model);
    }

    /** The rank at which the last of some known calls returned; 0 if there are none. */
    int lastReturn(int[] some) {
        return Arrays.stream(some).map(call -> calls.completed[call]).max().orElse(0);
    }

    /** The one of some known calls that returned last. */
    int lastToReturn(int[] some) {
        int last = some[0];
        for (int call : some) {
            last = calls.completed[call] > calls.completed[last] ? call : last;
        }
        return last;
    }

    /** The known calls that were invoked before a rank; only those that returned by then if so wished. */
    public int[] known(int end, boolean returned) {
        int[] known = new int[calls.size];
        int count = 0;
        for (int c = 0; c < calls.size && calls.invoked[c] < end; c++) {
            if (!calls.isUnknown(c) && (!returned || calls.completed[c] <= end)) {
                known[count++] = c;
            }
        }
        return Arrays.copyOf(known, count);
    }

    /**
     * What is left to explain once a call has said what the state is: what returned before it was called came before it and
     * no longer counts; what was pending with it came before it or after it, so only that it may come after it is known of
     * it; what was called after it returned comes after it. Every order of the whole leaves one of these calls that begins with
     * that state.
     *
     * @param anchor the call
     * @param from the object as it is after the call
     * @param end the rank from which calls are left out
     */
    SubHistory after(int anchor, Model<?> from, int end) {
        int[] invoked = new int[calls.size];
        int[] completed = new int[calls.size];
        int[] rest = new int[calls.size];
        List<Operation> left = new ArrayList<>();
        int n = 0;
        for (int c = 0; c < calls.size && calls.invoked[c] < end; c++) {
            boolean before = calls.completed[c] < calls.invoked[anchor];
            if (c == anchor || before) {
                continue;
            }
            boolean overlaps = calls.invoked[c] < calls.completed[anchor];
            Operation op = overlaps ? model.relaxed(operations.get(c)) : operations.get(c);
            if ((overlaps || calls.isUnknown(c)) && ModelFailure.isReadOnly(model, op)) {
                continue;
            }
            left.add(op);
            rest[n] = names[c];
            invoked[n] = calls.invoked[c];
            completed[n++] = overlaps ? Calls.NEVER : calls.completed[c];
        }
        Calls these =
                new Calls(Arrays.copyOf(invoked, n), Arrays.copyOf(completed, n), new int[n], new int[n], new int[n]);
        return new SubHistory(these, left, from, Arrays.copyOf(rest, n));
    }

    /** What these calls are to some elements of the object. */
    SubHistory only(Abstraction abstraction, Set<Object> elements) {
        int[] kept = new int[size()];
        List<Operation> seen = new ArrayList<>();
        for (int c = 0; c < size(); c++) {
            Operation op = abstraction.only(operations.get(c), elements);
            if (op != null) {
                kept[seen.size()] = c;
                seen.add(op);
            }
        }
        int[] calls = Arrays.copyOf(kept, seen.size());
        return new SubHistory(this.calls.only(calls), seen, abstraction.only(elements), named(calls));
    }

    /** These calls without known ones that speak of no element, but for some. */
    SubHistory without(Composite composite, List<Integer> but) {
        int[] kept = IntStream.range(0, size())
                .filter(c -> !operations.get(c).known()
                        || but.contains(names[c])
                        || !composite.elements(operations.get(c)).isEmpty())
                .toArray();
        List<Operation> left = Arrays.stream(kept).mapToObj(operations::get).toList();
        return new SubHistory(calls.only(kept), left, model, named(kept));
    }

    /** A machine that knows call c by the number c, and as a relaxed one by c and the number of calls. */
    public StateMachine<?> machine() {
        List<Operation> both = new ArrayList<>(2 * size());
        both.addAll(operations);
        operations.forEach(op -> both.add(model.relaxed(op)));
        return StateMachine.of(model, both, new Allowance(MEMORY_PER_TRY));
    }

    /**
     * A walk over these calls, up to the return of the last one that is kept: those that were invoked later may come later.
     *
     * @param machine of {@link #machine}
     * @param kept known calls that are not relaxed, ascending
     * @param start the configurations that it begins with
     * @param after the rank after which it begins; what returned by then is not relaxed either
     */
    public JustInTime walk(
            StateMachine<?> machine, int[] kept, List<JustInTime.Configuration> start, int after, Effort effort) {
        int end = Math.max(after + 1, lastReturn(kept));
        int n = 0;
        while (n < size() && calls.invoked[n] < end) {
            n++;
        }
        int[] completed = new int[n];
        int[] variant = new int[n];
        int next = 0;
        for (int c = 0; c < n; c++) {
            boolean over = calls.completed[c] <= after;
            boolean keep = over || (next < kept.length && kept[next] == c);
            next += next < kept.length && kept[next] == c ? 1 : 0;
            completed[c] = keep ? calls.completed[c] : Calls.NEVER;
            variant[c] = keep ? c : size() + c;
        }
        Calls these = new Calls(Arrays.copyOf(calls.invoked, n), completed, new int[n], new int[n], new int[n]);
        effort.spend(n / 4);
        return new JustInTime(these, machine, variant, start, after, effort);
    }
}
