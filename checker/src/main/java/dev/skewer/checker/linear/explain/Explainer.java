package dev.skewer.checker.linear.explain;

import dev.skewer.checker.linear.Composite;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.ModelFailure;
import dev.skewer.checker.linear.parts.Refusal;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.JustInTime;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.checker.linear.search.Reduction;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which few calls of a part that is not linearizable contradict each other, for a person to check. Tried one
 * after the other, until few are found:
 * <ol>
 *   <li>The call that fits nowhere alone, and in short histories all calls: those that no longer contradict each other when one
 *       more is {@linkplain SubHistory relaxed}.
 *   <li>Only some elements of a {@linkplain Composite composite} object, as few as are enough.
 *   <li>The same after a call that {@linkplain Model#stateAfter says what the state is}: then nothing counts that returned
 *       before it was called. Such calls are tried from the last one back.
 *   <li>The same after a {@linkplain CutSearch cut}, where what came before it is summed up by the states that are possible.
 * </ol>
 *
 * <p>What is given back was shown to have no order by an exhaustive search. The cost is bounded in steps, so the same history
 * is explained alike each time.
 */
public final class Explainer {
    /** So many rows are easily looked over; more of them are a reason to look for something shorter. */
    static final int FEW = 4;

    /** More rows than these nobody reads. */
    static final int MAX_ROWS = 10;

    /** In longer histories it is not tried to relax calls one by one from the beginning. */
    private static final int SHORT = 200;

    /** In still longer ones it is not tried at all. */
    private static final int LONG = 1_000;

    /** Of more elements none are chosen to be looked at alone. */
    private static final int MAX_ELEMENTS = 4_096;

    /** How many calls that say the state are tried, one after the other and then ever farther back. */
    private static final int NEAR_ANCHORS = 12;

    private static final int MAX_ANCHORS = 20;
    private static final long LEAST_STEPS_PER_TRY = 5_000;
    private static final int STEPS_PER_TRY_FACTOR = 4;

    private final SubHistory history;
    private final Effort effort;
    private final long stepsPerTry;

    /**
     * An explainer.
     *
     * @param history the calls that are not linearizable
     * @param steps how many steps it took to decide that
     * @param effort what explaining may cost
     */
    public Explainer(SubHistory history, long steps, Effort effort) {
        this.history = history;
        this.effort = effort;
        stepsPerTry = LEAST_STEPS_PER_TRY + STEPS_PER_TRY_FACTOR * steps;
    }

    /**
     * Calls that contradict each other.
     *
     * @param basis what they begin with
     * @param calls which, ascending
     * @param elements the elements that are looked at; empty for all
     * @param stuck the call that fits nowhere: one of them, if there are any
     * @param refusals of that call
     * @param cost how much there is to look at: rows, and lines of states
     */
    public record Contradiction(
            Explanation.Basis basis,
            List<Integer> calls,
            List<Object> elements,
            int stuck,
            List<Refusal> refusals,
            int cost) {
        /**
         * That none was found.
         *
         * @param stuck the call that could not be placed
         */
        static Contradiction unknown(int stuck) {
            return new Contradiction(
                    new Explanation.Unknown(), List.of(), List.of(), stuck, List.of(), Integer.MAX_VALUE);
        }

        /** The same among calls that were only looked at as to some elements. */
        Contradiction of(List<Object> some) {
            return new Contradiction(basis, calls, some, stuck, refusals, cost);
        }
    }

    /**
     * The contradiction that is shortest to tell; null if none was found.
     *
     * @param stuck the known call that could not be placed when everything that had returned before it was
     */
    @Nullable public Contradiction explain(int stuck) {
        int end = history.calls().completed[stuck];
        long tenth = effort.left() / 10;
        int[] alone = {stuck};
        if (history.contradicts(alone, stepsPerTry, effort.share(tenth))) {
            return found(new Explanation.Beginning(), history, alone, history.name(stuck));
        }
        Contradiction best = null;
        int[] returned = history.known(end, true);
        if (returned.length <= SHORT) {
            best = fromTheBeginning(stuck, end, effort.share(2 * tenth));
        }
        if (isLong(best)) {
            best = better(best, afterOperation(history.model(), stuck, end, effort.share(2 * tenth)));
        }
        if (isLong(best) && history.model() instanceof Composite composite) {
            best = better(best, ofElements(composite, stuck, end, effort.share(3 * tenth)));
        }
        if (best == null || best.cost() > MAX_ROWS) {
            best = better(best, new CutSearch(history, effort).contradiction(end));
        }
        return best == null && returned.length <= LONG ? fromTheBeginning(stuck, end, effort) : best;
    }

    private static boolean isLong(@Nullable Contradiction contradiction) {
        return contradiction == null || contradiction.cost() > FEW;
    }

    private @Nullable Contradiction fromTheBeginning(int stuck, int end, Effort share) {
        int[] core = core(history, end, share);
        return core.length == 0 ? null : found(new Explanation.Beginning(), history, core, history.name(stuck));
    }

    /** Looks at as few elements as are enough for a contradiction, as if there were no others. */
    private @Nullable Contradiction ofElements(Composite composite, int stuck, int end, Effort share) {
        Set<Object> elements = new LinkedHashSet<>();
        for (int c = 0; c < history.size() && history.calls().invoked[c] < end; c++) {
            elements.addAll(composite.elements(history.operations().get(c)));
            if (elements.size() > MAX_ELEMENTS) {
                return null;
            }
        }
        List<Object> all = List.copyOf(elements);
        int[] numbers = IntStream.range(0, all.size()).toArray();
        Effort choosing = share.share(share.left() / 3);
        Predicate<int[]> contradict = some -> {
            SubHistory left = history.only(composite, pick(all, some));
            choosing.spend(history.size() / 4);
            return left.find(history.name(stuck)) >= 0
                    && left.contradicts(left.known(end, true), stepsPerTry, choosing);
        };
        if (numbers.length == 0 || !contradict.test(numbers)) {
            return null;
        }
        int[] few = Reduction.of(numbers, contradict, choosing);
        Set<Object> some = pick(all, few);
        SubHistory left = history.only(composite, some);
        int here = left.find(history.name(stuck));
        Explainer within = new Explainer(left, stepsPerTry / STEPS_PER_TRY_FACTOR, share);
        Contradiction found = within.explainThese(here, end);
        return found == null ? null : found.of(List.copyOf(some));
    }

    private static Set<Object> pick(List<Object> all, int[] some) {
        Set<Object> picked = new LinkedHashSet<>();
        for (int number : some) {
            picked.add(all.get(number));
        }
        return picked;
    }

    /** As {@link #explain}, without looking at still fewer elements. */
    private @Nullable Contradiction explainThese(int stuck, int end) {
        long quarter = effort.left() / 4;
        Contradiction best =
                history.known(end, true).length <= SHORT ? fromTheBeginning(stuck, end, effort.share(quarter)) : null;
        if (isLong(best)) {
            best = better(best, afterOperation(history.model(), stuck, end, effort.share(quarter)));
        }
        return isLong(best) ? better(best, new CutSearch(history, effort).contradiction(end)) : best;
    }

    private static @Nullable Contradiction better(@Nullable Contradiction one, @Nullable Contradiction other) {
        return one == null || (other != null && other.cost() < one.cost()) ? other : one;
    }

    /** Known calls that contradict each other at a moment; empty if that was not found out. */
    private int[] core(SubHistory calls, int end, Effort share) {
        int[] kept = calls.known(end, true);
        if (!calls.contradicts(kept, stepsPerTry, share)) {
            // Answers that came later took part in it.
            kept = calls.known(end, false);
            if (!calls.contradicts(kept, stepsPerTry, share)) {
                return new int[0];
            }
        }
        return Reduction.of(kept, some -> calls.contradicts(some, stepsPerTry, share), share);
    }

    private Contradiction found(Explanation.Basis basis, SubHistory calls, int[] core, int stuck) {
        int rows = core.length + (basis instanceof Explanation.AfterOperation ? 1 : 0);
        List<Integer> named = boxed(calls.named(core));
        // Where the search got no farther, some that returned before may contradict each other already.
        int told = named.contains(stuck) ? stuck : calls.name(calls.lastToReturn(core));
        return new Contradiction(basis, named, List.of(), told, refusals(calls, told), rows);
    }

    /** The states in which the object can be when a call has to take effect, each with why it does not allow it. */
    private List<Refusal> refusals(SubHistory calls, int stuck) {
        int end = calls.calls().completed[calls.find(stuck)];
        Effort share = effort.share(effort.left() / 4);
        StateMachine<?> machine = calls.machine();
        List<JustInTime.Configuration> start = List.of(JustInTime.Configuration.initial(machine));
        JustInTime walk = calls.walk(machine, calls.known(end, false), start, -1, share);
        walk.run();
        int here = calls.find(stuck);
        if (walk.isExhausted() || walk.failed() != here) {
            return List.of();
        }
        return walk.statesAtFailure().stream()
                .map(state -> machine.refusal(state, here))
                .distinct()
                .limit(PartResult.MAX_REFUSALS)
                .toList();
    }

    private <S> @Nullable Contradiction afterOperation(Model<S> model, int stuck, int end, Effort share) {
        int[] known = history.known(end, true);
        int last = history.lastReturn(history.known(end, false));
        Integer[] latest = Arrays.stream(known).boxed().toArray(Integer[]::new);
        Arrays.sort(latest, (a, b) -> Integer.compare(history.calls().completed[b], history.calls().completed[a]));
        Contradiction best = null;
        int tried = 0;
        int seen = 0;
        int next = NEAR_ANCHORS;
        for (Integer call : latest) {
            if (call == stuck || tried == MAX_ANCHORS || share.isOver() || (best != null && best.cost() <= FEW)) {
                continue;
            }
            Operation op = history.operations().get(call);
            S state = ModelFailure.stateAfter(model, op);
            if (state == null) {
                continue;
            }
            seen++;
            if (seen > NEAR_ANCHORS && seen < next) {
                continue;
            }
            next = seen < NEAR_ANCHORS ? next : 2 * seen;
            tried++;
            SubHistory rest = history.after(call, StartingAt.after(model, state, op), last);
            int[] core = core(rest, end, share);
            if (core.length > 0) {
                var basis = new Explanation.AfterOperation(history.name(call), model.render(state));
                best = better(best, found(basis, rest, core, history.name(stuck)));
            }
        }
        return best;
    }

    static List<Integer> boxed(int[] calls) {
        return Arrays.stream(calls).boxed().toList();
    }
}
