package dev.skewer.checker.linear.explain;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.explain.Explainer.Contradiction;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.Refusal;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.JustInTime;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.checker.linear.search.Reduction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a history that is not linearizable at a moment at which few states are possible, and looks for a contradiction after
 * it.
 *
 * <p>{@link JustInTime} gives all configurations that the calls can have led to by some moment, with all that is known of
 * the calls that were made before it. If none of them can go on with some of the calls that return later, whatever the others
 * do, then these few contradict all that came before; and what came before is summed up by the states. The later
 * the moment, the fewer the calls after it, and the more states there are, as a rule; so several moments are tried.
 */
public final class CutSearch {
    /** How many returns before the end a cut may be. */
    private static final int WINDOW = 256;

    /** Moments with more configurations are no sum of anything. */
    private static final int MAX_CONFIGURATIONS = 2_048;

    /** What is as bad as too many rows. */
    private static final int TOO_LONG = 100;

    private static final int MAX_TRIES = 10;
    /** So many characters of a state are as much to look at as a row. */
    private static final int STATE_PER_ROW = 60;

    private final SubHistory history;
    private final Effort effort;
    private final StateMachine<?> machine;

    /** A moment right after the return of a call. */
    private record Moment(
            int rank,
            int returning,
            int returned,
            List<JustInTime.Configuration> configurations,
            List<String> states,
            int cost) {}

    /**
     * A cutter.
     *
     * @param history the calls that are not linearizable
     * @param effort what it may cost
     */
    public CutSearch(SubHistory history, Effort effort) {
        this.history = history;
        this.effort = effort;
        machine = history.machine();
    }

    /**
     * The contradiction that is shortest to tell; null if none was found.
     *
     * @param end the rank of the return of the call that could not be placed
     */
    @Nullable public Contradiction contradiction(int end) {
        int[] kept = history.known(end, true);
        Effort share = effort.share(effort.left() / 2);
        Deque<Moment> moments = new ArrayDeque<>();
        JustInTime walk = moments(kept, share, moments);
        if (walk.failed() == JustInTime.NONE && !walk.isExhausted()) {
            // Answers that came later took part in it.
            kept = history.known(end, false);
            walk = moments(kept, share, moments);
        }
        if (walk.failed() == JustInTime.NONE) {
            return null;
        }
        int failed = walk.failed();
        List<Refusal> refusals = walk.statesAtFailure().stream()
                .map(state -> machine.refusal(state, failed))
                .distinct()
                .limit(PartResult.MAX_REFUSALS)
                .toList();
        Contradiction best = null;
        for (Moment moment : chosen(moments)) {
            int[] core = core(moment, kept);
            if (core.length == 0) {
                continue;
            }
            int cost = core.length + moment.cost() + (core.length > Explainer.MAX_ROWS ? TOO_LONG : 0);
            if (best == null || cost < best.cost()) {
                List<Integer> named = Explainer.boxed(history.named(core));
                boolean isAmongThem = named.contains(history.name(failed));
                best = new Contradiction(
                        basis(moment),
                        named,
                        List.of(),
                        history.name(isAmongThem ? failed : history.lastToReturn(core)),
                        isAmongThem ? refusals : List.of(),
                        cost);
            }
        }
        return best;
    }

    /** Walks to where no configuration is left, and notes the last moments on the way at which there are few. */
    private JustInTime moments(int[] kept, Effort share, Deque<Moment> moments) {
        moments.clear();
        List<JustInTime.Configuration> start = List.of(JustInTime.Configuration.initial(machine));
        JustInTime walk = history.walk(machine, kept, start, -1, share);
        while (walk.advance()) {
            if (walk.returning() == JustInTime.NONE || walk.size() > MAX_CONFIGURATIONS) {
                continue;
            }
            List<JustInTime.Configuration> now = walk.configurations();
            share.spend(now.size());
            moments.addLast(new Moment(walk.rank(), walk.returning(), walk.returned(), now, List.of(), 0));
            if (moments.size() > WINDOW) {
                moments.removeFirst();
            }
        }
        return walk;
    }

    /** Of the moments, at ever greater distances from the end, those that are shortest to tell. */
    private List<Moment> chosen(Deque<Moment> moments) {
        List<Moment> all = new ArrayList<>(moments);
        List<Moment> chosen = new ArrayList<>();
        int to = all.size();
        for (int width = 1; to > 0 && chosen.size() < MAX_TRIES; width = chosen.size() < 4 ? 1 : 2 * width) {
            int from = Math.max(0, to - width);
            Moment best = null;
            for (int i = to - 1; i >= from; i--) {
                Moment told = told(all.get(i));
                best = best == null || told.cost() < best.cost() ? told : best;
            }
            if (best != null) {
                chosen.add(best);
            }
            to = from;
        }
        return chosen;
    }

    private Moment told(Moment moment) {
        Set<Integer> distinct = new LinkedHashSet<>();
        moment.configurations().forEach(each -> distinct.add(each.state()));
        List<String> states = distinct.stream().map(machine::render).toList();
        int length = states.stream().mapToInt(String::length).sum();
        // Of many states only a few are told.
        int told = Math.min(states.size(), Explanation.Cut.MAX_STATES);
        int cost = told
                - 1
                + length * told / states.size() / STATE_PER_ROW
                + Integer.SIZE
                - Integer.numberOfLeadingZeros(states.size() - told);
        return new Moment(moment.rank(), moment.returning(), moment.returned(), moment.configurations(), states, cost);
    }

    private int[] core(Moment moment, int[] kept) {
        Effort share = effort.share(effort.left() / 4);
        int[] later = java.util.Arrays.stream(kept)
                .filter(c -> history.calls().completed[c] > moment.rank())
                .toArray();
        if (!contradicts(moment, later, share)) {
            return new int[0];
        }
        return Reduction.of(later, some -> contradicts(moment, some, share), share);
    }

    /** Whether no configuration of a moment can go on with some calls, whatever the others do. */
    private boolean contradicts(Moment moment, int[] some, Effort share) {
        Effort attempt = share.share(share.left() / 16);
        JustInTime walk = history.walk(machine, some, moment.configurations(), moment.rank(), attempt);
        walk.run();
        return walk.failed() != JustInTime.NONE;
    }

    private Explanation.Cut basis(Moment moment) {
        int pending = 0;
        Calls calls = history.calls();
        for (int c = 0; c < calls.size && calls.invoked[c] <= moment.rank(); c++) {
            pending += calls.completed[c] > moment.rank() ? 1 : 0;
        }
        List<String> told =
                moment.states().stream().limit(Explanation.Cut.MAX_STATES).toList();
        return new Explanation.Cut(
                history.name(moment.returning()),
                moment.returned(),
                pending,
                told,
                moment.states().size() - told.size());
    }
}
