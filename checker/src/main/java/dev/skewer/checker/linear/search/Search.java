package dev.skewer.checker.linear.search;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Specializable;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Refusal;
import dev.skewer.checker.linear.parts.StateMachine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides by search whether the calls on one object have an order that real time and the model allow: Wing and Gong's
 * search (<em>Testing and verifying concurrent objects</em>, JPDC 1993) in Lowe's formulation (<em>Testing for
 * linearizability</em>, CCPE 2017), remembering the {@linkplain Visited configurations} it has been in. Exact in both
 * directions; exponential in the calls that overlap at worst, as the problem is NP-complete (Gibbons and Korach 1997).
 *
 * <p><b>Configurations.</b> Let the known calls be sorted by completion, and let the frontier be the first that is not
 * placed. What is placed beyond it overlaps the moment of its completion, so a slot of the calls open at one time names
 * it: a configuration is the frontier, one bit a slot, the state, and one bit a call of unknown outcome, however long the
 * history is.
 *
 * <p><b>What keeps it short.</b>
 * <ul>
 *   <li>A read-only call that fits is placed at once, without an alternative: it leaves the state as it is, so whatever
 *       order places it later can as well place it now.
 *   <li>A call of unknown outcome is a resource. It may be left out, so a configuration that has spent more of them than
 *       another and gained nothing is not looked at.
 *   <li>After a call of unknown outcome comes one that takes another turn because of it; otherwise it was placed for
 *       nothing, and the order without it leads to the same state with more left.
 *   <li>Of unknown calls that are alike, the one invoked first is placed first; of known ones that can come now, the one
 *       that completes first, since two that trade places leave all states as they are.
 *   <li>Of the known calls, the one that completed first is tried first.
 * </ul>
 *
 * <p>A machine whose model is {@linkplain Specializable specialized} to the calls also knows of states that must not be left
 * yet ({@link LastReads}).
 *
 * <p>Time per step is linear in the calls open at once; memory grows with the configurations ({@link Visited}), and where there
 * is no more of it the search goes on without remembering, until its time is over. One thread.
 */
public final class Search implements OrderSearch {
    /** How many pairs of open calls are looked at, at most, from one look at the clock to the next. */
    private static final int PAIRS_PER_LOOK = 1 << 18;

    private static final int STEPS_PER_LOOK = 1 << 8;
    private static final int END = -1;
    private static final long BYTES_PER_CALL = 60;
    private static final long BYTES_PER_DECISION = 28;

    private final Calls calls;
    private final StateMachine<?> machine;
    private final Budget budget;
    private final Allowance allowance;
    private final boolean tellsAlikeApart;
    private final int stepsPerLook;
    private long steps;

    /** What is placed; of calls of unknown outcome only those can be that matter, and they are not in its list. */
    private final Placement placement;

    /** By place among the calls of unknown outcome: the place of the one alike before it, or -1. */
    private final int[] alikeBefore;

    private final Visited visited;
    private boolean remembering = true;
    private final LastReads lastReads;

    private int state;

    /** The decisions that led here: for each the state, frontier and length before it, and what was tried since. */
    private int depth;

    private int[] stateBefore = new int[64];
    private int[] frontierBefore = new int[64];
    private int[] lengthBefore = new int[64];
    private int[] entry = new int[64];
    private int[] triedKnown = new int[64];
    private int[] triedUnknown = new int[64];
    /** The state before a decision for an unknown call that nothing has made use of yet; otherwise -1. */
    private int[] idle = new int[64];

    /**
     * A search that is about to run.
     *
     * @param machine a model at work on these calls; what the search remembers counts as what the machine does
     */
    public Search(Calls calls, StateMachine<?> machine, Budget budget) {
        this(calls, machine, budget, false);
    }

    /**
     * A search that is about to run.
     *
     * @param tellsAlikeApart whether it also looks for orders that differ only in which of several known calls that are alike
     *     comes first: not needed to decide, but to find the {@linkplain LongestOrders longest order} with each call
     */
    public Search(Calls calls, StateMachine<?> machine, Budget budget, boolean tellsAlikeApart) {
        this.tellsAlikeApart = tellsAlikeApart;
        this.calls = calls;
        this.machine = machine;
        this.budget = budget;
        allowance = machine.allowance();
        allowance.count(BYTES_PER_CALL * calls.size);
        placement = new Placement(calls, withoutMeaning(), false);
        alikeBefore = alikeBefore();
        visited = new Visited(allowance, placement.open.length, placement.spent.length);
        long pairs = (placement.slots() + placement.unknownCalls() + 1L) * (placement.slots() + 1);
        stepsPerLook = (int) Math.max(1, Math.min(STEPS_PER_LOOK, PAIRS_PER_LOOK / pairs));
        state = machine.initial();
        lastReads = new LastReads(machine, placement, calls.size);
    }

    /** By call: whether it says nothing and does nothing. */
    private boolean[] withoutMeaning() {
        boolean[] left = new boolean[calls.size];
        for (int c = 0; c < calls.size; c++) {
            left[c] = calls.isUnknown(c) && machine.isReadOnly(c);
        }
        return left;
    }

    private int[] alikeBefore() {
        int[] before = new int[placement.unknownCalls()];
        int[] lastOfKind = new int[calls.size];
        Arrays.fill(lastOfKind, -1);
        for (int u = 0; u < before.length; u++) {
            int kind = machine.kind[placement.unknown(u)];
            before[u] = lastOfKind[kind];
            lastOfKind[kind] = u;
        }
        return before;
    }

    @Override
    public Result run(long mostSteps) {
        if (depth == 0) {
            placeReads();
            push(-1, remember(-1, -1), 0, state, 0);
        }
        while (!placement.isComplete()) {
            if (steps >= mostSteps) {
                return Result.PAUSED;
            }
            if ((++steps % stepsPerLook == 0 && budget.exhausted()) || allowance.isExceeded()) {
                return Result.EXHAUSTED;
            }
            if (!advance()) {
                if (depth == 1) {
                    return Result.NOT_LINEARIZABLE;
                }
                retract();
            }
        }
        return Result.LINEARIZABLE;
    }

    /** Makes the next decision that is worth something; says whether there was one. */
    private boolean advance() {
        int top = depth - 1;
        int before = idle[top];
        for (int c = nextKnown(top); c != END; c = nextKnown(top)) {
            int after = machine.step(state, c);
            if (after != StateMachine.REFUSED
                    && (before < 0 || machine.step(before, c) != after)
                    && (tellsAlikeApart || !hasAlikeBefore(c))
                    && decide(c, after, -1)) {
                return true;
            }
        }
        for (int u = nextUnknown(top); u != END; u = nextUnknown(top)) {
            int c = placement.unknown(u);
            int after = machine.step(state, c);
            if (after != StateMachine.REFUSED
                    && after != state
                    && (before < 0 || machine.step(before, c) != after)
                    && decide(c, after, state)) {
                return true;
            }
        }
        return false;
    }

    /** The next known call to try: of those that can come now, the one that completed first. */
    private int nextKnown(int top) {
        int bound = calls.completed[placement.due()];
        int tried = triedKnown[top];
        int best = Integer.MAX_VALUE;
        for (int c = placement.first(); c != END && calls.invoked[c] < bound; c = placement.after(c)) {
            int rank = placement.rank(c);
            if (rank > tried && rank < best) {
                best = rank;
            }
        }
        triedKnown[top] = best;
        return best == Integer.MAX_VALUE ? END : placement.known(best);
    }

    /** Whether a known call that is alike can come now as well, and completes first. */
    private boolean hasAlikeBefore(int call) {
        int bound = calls.completed[placement.due()];
        for (int c = placement.first(); c != END && calls.invoked[c] < bound; c = placement.after(c)) {
            if (machine.kind[c] == machine.kind[call] && placement.rank(c) < placement.rank(call)) {
                return true;
            }
        }
        return false;
    }

    private int nextUnknown(int top) {
        int bound = calls.completed[placement.due()];
        for (int u = triedUnknown[top]; u < alikeBefore.length && calls.invoked[placement.unknown(u)] < bound; u++) {
            int before = alikeBefore[u];
            if (!placement.isPlaced(placement.unknown(u))
                    && (before < 0 || placement.isPlaced(placement.unknown(before)))) {
                triedUnknown[top] = u + 1;
                return u;
            }
        }
        triedUnknown[top] = alikeBefore.length;
        return END;
    }

    /** Places a call and the reads that then fit; takes all back, and says no, if that leads where others have been. */
    private boolean decide(int call, int after, int idleBefore) {
        if (after != state && lastReads.isMissing(state)) {
            return false;
        }
        int stateWas = state;
        int frontierWas = placement.frontier();
        int lengthWas = placement.length();
        state = after;
        placement.place(call);
        placeReads();
        boolean used = placement.length() > lengthWas + 1;
        int from = entry[depth - 1];
        int to = from;
        if (!placement.isComplete()) {
            int at = remember(from, call);
            if (at == Visited.DOMINATED) {
                placement.takeBackTo(lengthWas, frontierWas);
                state = stateWas;
                return false;
            }
            remembering &= at != Visited.FULL;
            to = at == Visited.FULL ? from : at;
        }
        push(used ? -1 : idleBefore, to, lengthWas, stateWas, frontierWas);
        return true;
    }

    /** The entry of the present configuration, as {@link Visited#add} gives it. */
    private int remember(int from, int call) {
        return visited.add(placement.frontier(), state, placement.open, placement.spent, from, call);
    }

    private void push(int idleBefore, int at, int lengthWas, int stateWas, int frontierWas) {
        if (depth == entry.length) {
            int n = depth * 2;
            stateBefore = Arrays.copyOf(stateBefore, n);
            frontierBefore = Arrays.copyOf(frontierBefore, n);
            lengthBefore = Arrays.copyOf(lengthBefore, n);
            entry = Arrays.copyOf(entry, n);
            triedKnown = Arrays.copyOf(triedKnown, n);
            triedUnknown = Arrays.copyOf(triedUnknown, n);
            idle = Arrays.copyOf(idle, n);
            allowance.count(BYTES_PER_DECISION * depth);
        }
        stateBefore[depth] = stateWas;
        frontierBefore[depth] = frontierWas;
        lengthBefore[depth] = lengthWas;
        entry[depth] = at;
        triedKnown[depth] = -1;
        triedUnknown[depth] = 0;
        idle[depth] = idleBefore;
        depth++;
    }

    private void retract() {
        depth--;
        placement.takeBackTo(lengthBefore[depth], frontierBefore[depth]);
        state = stateBefore[depth];
    }

    /** Places all read-only calls that can come now and fit the state. */
    private void placeReads() {
        if (placement.isComplete()) {
            return;
        }
        for (int c = placement.first(); placement.isPending(c); c = placement.after(c)) {
            if (machine.isReadOnly(c) && machine.step(state, c) == state) {
                placement.place(c);
                if (placement.isComplete()) {
                    return;
                }
            }
        }
    }

    @Override
    public int[] order() {
        return placement.order();
    }

    /** The impasse; the search is over then. Linear in the configurations. */
    @Override
    public Impasse impasse() {
        int farthest = visited.farthest();
        int stuck = placement.known(visited.frontier(farthest));
        List<Refusal> refusals = statesThere().stream()
                .limit(PartResult.MAX_REFUSALS)
                .map(each -> machine.refusal(each, stuck))
                .toList();
        replay(farthest);
        return new Impasse(stuck, refusals, Arrays.stream(order()).boxed().toList(), "");
    }

    /** The distinct states in which the object could be at the impasse; none if memory ran out, for there may be others. */
    public Set<Integer> statesThere() {
        int reached = visited.frontier(visited.farthest());
        Set<Integer> states = new LinkedHashSet<>();
        for (int e = 0; e < visited.size() && remembering; e++) {
            if (visited.frontier(e) == reached) {
                states.add(visited.state(e));
            }
        }
        return states;
    }

    /** Linear in the configurations times the words of one, and in what is told ({@link LongestOrders}). */
    @Override
    public Reach reach(int mostOrders, long mostSteps) {
        int farthest = visited.farthest();
        int[] others = new LongestOrders(calls, visited, placement, farthest).choose();
        List<int[]> orders = new ArrayList<>();
        replay(farthest);
        orders.add(order());
        long left = mostSteps;
        for (int entry : others) {
            replay(entry);
            left -= placement.length();
            if (orders.size() == mostOrders || left < 0) {
                return new Reach(orders, false);
            }
            orders.add(order());
        }
        return new Reach(orders, remembering);
    }

    /** Places everything again as it was when an entry was made. */
    private void replay(int entry) {
        int decisions = 0;
        for (int e = entry; visited.from(e) >= 0; e = visited.from(e)) {
            decisions++;
        }
        int[] path = new int[decisions];
        for (int e = entry; visited.from(e) >= 0; e = visited.from(e)) {
            path[--decisions] = visited.call(e);
        }
        placement.takeBackTo(0, 0);
        state = machine.initial();
        placeReads();
        for (int call : path) {
            state = machine.step(state, call);
            placement.place(call);
            placeReads();
        }
    }

    /** How many decisions were made or taken back. */
    @Override
    public long steps() {
        return steps;
    }

    @Override
    public int configurations() {
        return visited.size();
    }
}
