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

    /** The known calls by completion, and where each of them stands in that order. */
    private final int[] byCompletion;

    private final int[] rankOf;
    private final int known;
    /** The slot of each known call: no two that are open at once share one. */
    private final int[] slot;

    /** The unknown calls that can matter, in order of invocation; the bit of each; the one alike before it, or -1. */
    private final int[] unknown;

    private final int[] bit;
    private final int[] alikeBefore;

    /** The known calls that are not placed, in order of invocation; the head is {@code calls.size}. */
    private final int[] next;

    private final int[] previous;
    private final int head;

    private final boolean[] placed;
    private final long[] open;
    private final long[] spent;
    private final Visited visited;
    private boolean remembering = true;
    private final LastReads lastReads;

    private int frontier;
    private int state;
    /** The calls placed, in order. */
    private final int[] trail;

    private int length;

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
        int n = calls.size;
        int unknownCalls = 0;
        for (int c = 0; c < n; c++) {
            unknownCalls += calls.isUnknown(c) && !machine.isReadOnly(c) ? 1 : 0;
        }
        byCompletion = Completions.sorted(calls);
        known = byCompletion.length;
        rankOf = new int[n];
        for (int r = 0; r < known; r++) {
            rankOf[byCompletion[r]] = r;
        }
        unknown = new int[unknownCalls];
        bit = new int[n];
        alikeBefore = new int[unknownCalls];
        numberUnknown();
        slot = new int[n];
        int slots = Completions.assignSlots(calls, byCompletion, slot);
        head = n;
        next = new int[n + 1];
        previous = new int[n + 1];
        link();
        placed = new boolean[n];
        open = new long[(slots + 63) >>> 6];
        spent = new long[(unknownCalls + 63) >>> 6];
        visited = new Visited(allowance, open.length, spent.length);
        long pairs = (long) (slots + unknownCalls + 1) * (slots + 1);
        stepsPerLook = (int) Math.max(1, Math.min(STEPS_PER_LOOK, PAIRS_PER_LOOK / pairs));
        trail = new int[n];
        state = machine.initial();
        lastReads = new LastReads(machine, byCompletion, n);
    }

    private void numberUnknown() {
        int[] lastOfKind = new int[calls.size];
        Arrays.fill(lastOfKind, -1);
        int u = 0;
        for (int c = 0; c < calls.size; c++) {
            if (calls.isUnknown(c) && !machine.isReadOnly(c)) {
                unknown[u] = c;
                bit[c] = u;
                alikeBefore[u] = lastOfKind[machine.kind[c]];
                lastOfKind[machine.kind[c]] = u;
                u++;
            }
        }
    }

    private void link() {
        int last = head;
        for (int c = 0; c < calls.size; c++) {
            if (!calls.isUnknown(c)) {
                next[last] = c;
                previous[c] = last;
                last = c;
            }
        }
        next[last] = END;
    }

    @Override
    public Result run(long mostSteps) {
        if (depth == 0) {
            placeReads();
            push(-1, visited.add(frontier, state, open, spent, -1, -1), 0, state, 0);
        }
        while (frontier < known) {
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
            int c = unknown[u];
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
        int bound = calls.completed[byCompletion[frontier]];
        int tried = triedKnown[top];
        int best = Integer.MAX_VALUE;
        for (int c = next[head]; c != END && calls.invoked[c] < bound; c = next[c]) {
            int rank = rankOf[c];
            if (rank > tried && rank < best) {
                best = rank;
            }
        }
        triedKnown[top] = best;
        return best == Integer.MAX_VALUE ? END : byCompletion[best];
    }

    /** Whether a known call that is alike can come now as well, and completes first. */
    private boolean hasAlikeBefore(int call) {
        int bound = calls.completed[byCompletion[frontier]];
        for (int c = next[head]; c != END && calls.invoked[c] < bound; c = next[c]) {
            if (machine.kind[c] == machine.kind[call] && rankOf[c] < rankOf[call]) {
                return true;
            }
        }
        return false;
    }

    private int nextUnknown(int top) {
        int bound = calls.completed[byCompletion[frontier]];
        for (int u = triedUnknown[top]; u < unknown.length && calls.invoked[unknown[u]] < bound; u++) {
            int before = alikeBefore[u];
            if (!placed[unknown[u]] && (before < 0 || placed[unknown[before]])) {
                triedUnknown[top] = u + 1;
                return u;
            }
        }
        triedUnknown[top] = unknown.length;
        return END;
    }

    /** Places a call and the reads that then fit; takes all back, and says no, if that leads where others have been. */
    private boolean decide(int call, int after, int idleBefore) {
        if (after != state && lastReads.isMissing(state, placed)) {
            return false;
        }
        int stateWas = state;
        int frontierWas = frontier;
        int lengthWas = length;
        state = after;
        place(call);
        placeReads();
        boolean used = length > lengthWas + 1;
        int from = entry[depth - 1];
        int to = from;
        if (frontier < known) {
            int at = visited.add(frontier, state, open, spent, from, call);
            if (at == Visited.DOMINATED) {
                takeBackTo(lengthWas, frontierWas);
                state = stateWas;
                return false;
            }
            remembering &= at != Visited.FULL;
            to = at == Visited.FULL ? from : at;
        }
        push(used ? -1 : idleBefore, to, lengthWas, stateWas, frontierWas);
        return true;
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
        takeBackTo(lengthBefore[depth], frontierBefore[depth]);
        state = stateBefore[depth];
    }

    /** Places all read-only calls that can come now and fit the state. */
    private void placeReads() {
        if (frontier == known) {
            return;
        }
        for (int c = next[head]; c != END && calls.invoked[c] < calls.completed[byCompletion[frontier]]; c = next[c]) {
            if (machine.isReadOnly(c) && machine.step(state, c) == state) {
                place(c);
                if (frontier == known) {
                    return;
                }
            }
        }
    }

    private void place(int call) {
        trail[length++] = call;
        placed[call] = true;
        if (calls.isUnknown(call)) {
            int u = bit[call];
            spent[u >>> 6] |= 1L << u;
            return;
        }
        int before = previous[call];
        int after = next[call];
        next[before] = after;
        if (after != END) {
            previous[after] = before;
        }
        open[slot[call] >>> 6] |= 1L << slot[call];
        while (frontier < known && placed[byCompletion[frontier]]) {
            int passed = slot[byCompletion[frontier++]];
            open[passed >>> 6] &= ~(1L << passed);
        }
    }

    private void takeBackTo(int lengthWas, int frontierWas) {
        int was = frontier;
        while (length > lengthWas) {
            int call = trail[--length];
            placed[call] = false;
            if (calls.isUnknown(call)) {
                int u = bit[call];
                spent[u >>> 6] &= ~(1L << u);
                continue;
            }
            int before = previous[call];
            int after = next[call];
            next[before] = call;
            if (after != END) {
                previous[after] = call;
            }
            if (rankOf[call] >= was) {
                open[slot[call] >>> 6] &= ~(1L << slot[call]);
            }
        }
        for (frontier = was; frontier > frontierWas; ) {
            int call = byCompletion[--frontier];
            if (placed[call]) {
                open[slot[call] >>> 6] |= 1L << slot[call];
            }
        }
    }

    @Override
    public int[] order() {
        return Arrays.copyOf(trail, length);
    }

    /** The impasse; the search is over then. Linear in the configurations. */
    @Override
    public Impasse impasse() {
        int farthest = visited.farthest();
        int stuck = byCompletion[visited.frontier(farthest)];
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
        int[] others = new LongestOrders(calls, visited, byCompletion, slot, unknown, farthest).choose();
        List<int[]> orders = new ArrayList<>();
        replay(farthest);
        orders.add(order());
        long left = mostSteps;
        for (int entry : others) {
            replay(entry);
            left -= length;
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
        takeBackTo(0, 0);
        state = machine.initial();
        placeReads();
        for (int call : path) {
            state = machine.step(state, call);
            place(call);
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
