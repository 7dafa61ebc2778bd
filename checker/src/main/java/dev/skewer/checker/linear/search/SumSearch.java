package dev.skewer.checker.linear.search;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Sums;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Batches;
import dev.skewer.checker.linear.parts.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides by search whether calls that {@linkplain Sums add to a vector or see it} have an order that real time and the sums
 * allow. Exact in both directions; exponential at worst, as finding a subset with a given sum is.
 *
 * <p><b>Idea.</b> What was seen fixes the vector exactly, and between two views only matters which calls took effect. So
 * the search does not go from call to call but from view to view, by a {@linkplain Batches batch} of pending calls whose
 * changes add up to the difference; and nothing is placed before it must be.
 *
 * <p><b>Configurations</b> are those of {@link Search}: what is placed, with the known calls in order of completion and the
 * first of them that is not placed, here called <em>due</em>. Everything invoked before its completion is <em>pending</em>.
 * From a configuration the search goes on with
 * <ul>
 *   <li>a batch of pending calls and then a pending view that sees their sum;
 *   <li>the due call, if it adds; so it need not be part of batches.
 * </ul>
 *
 * <p><b>Why these are enough</b>, where numbers have no bounds. Take an order that completes a configuration, and in it what
 * comes up to the due call. All of that is pending, so real time allows any order of it; and it may come as late as just
 * before the next due call, if the views in between see the same. So the calls after the last view, but for the due one, can
 * be moved behind it; and if some of the calls between two views add up to zero, they can be moved behind the second. A view
 * that sees the present vector is placed at once: it changes nothing. Of pending calls with the same change the one that
 * completes first comes first: exchanging them does not change the sums.
 *
 * <p><b>Bounds.</b> Where no number may go below zero, a number is <em>poor</em> if it is less than all that pending calls take
 * from it. As long as none is poor, pending calls can come in any order, and what was moved behind the due call can still come
 * right after it, so all of the above holds. A call that adds to a poor number, a <em>donor</em>, may be needed
 * early: it is not part of batches, and the search may place it at any time by itself. Moving other calls back leaves more in
 * the poor numbers, and they still come in the end, as each of them only takes from poor numbers, whose value after all of
 * them is what it was.
 *
 * <p><b>Open beginnings.</b> If the initial vector is open, some view comes first, and whatever came before it has
 * no effect. The search tries each view, and as calls before it those that complete first, for each number of them. Then
 * the others that were invoked before the next completes may have come before the view too. That is decided when they
 * are due.
 *
 * <p><b>Look-ahead.</b> A configuration is given up if some pending view is out of reach of all calls that may still come
 * before it ({@link Outlook}). Most are.
 *
 * <p>A step takes time linear in the calls and numbers that are pending, but for meeting in the middle; memory grows with the
 * configurations, and past the budget the search goes on without remembering, until its time is over. One thread; once only.
 */
public final class SumSearch implements OrderSearch {
    private static final int STEPS_PER_LOOK = 1 << 6;
    private static final long BYTES_PER_STATE = 100;
    private static final long BYTES_PER_CALL = 100;
    /** Batches of up to so many calls are tried before anything else. */
    private static final int PAIR = 2;

    private final SumCalls calls;
    private final Sums sums;
    private final Budget budget;
    private final Allowance allowance;
    private long steps;
    private boolean begun;

    /** By call: whether it may have had no effect although it must be placed, for it may have come before the first view. */
    private final boolean[] optional;
    /** By call: whether it was placed without effect. */
    private final boolean[] idle;

    private final Placement placement;
    private final Outlook outlook;
    private final Map<SumCalls.Vector, Integer> vectors = new HashMap<>();
    private Visited visited;
    private long[] state;
    private long stateHash;
    private final List<Node> path = new ArrayList<>();

    /** Where the initial vector is open: the view that is tried as the first, and what was placed before it. */
    private int firstView = Outlook.NONE;

    private int lengthBeforeViews;
    private int frontierBeforeViews;

    private int farthest = -1;
    private final Set<SumCalls.Vector> statesThere = new LinkedHashSet<>();
    private int lengthThere;
    /** The order there; null as long as nothing of it was taken back. */
    private int @Nullable [] orderThere = new int[0];

    /** Of the known calls that could not be placed, the last in order of completion: its place in that order. */
    private int stuck;

    private String because = "";

    /** What is tried from a configuration, one after the other. */
    private enum Stage {
        PAIRS,
        DUE_WITHOUT_EFFECT,
        DUE,
        DONORS,
        BATCHES,
        END
    }

    /** A configuration on the way, and what was tried from it. */
    private static final class Node {
        final int lengthBefore;
        final int frontierBefore;
        final long[] stateBefore;
        final Pending pending;
        Stage stage = Stage.PAIRS;
        int donor;

        Node(int lengthBefore, int frontierBefore, long[] stateBefore, Pending pending) {
            this.lengthBefore = lengthBefore;
            this.frontierBefore = frontierBefore;
            this.stateBefore = stateBefore;
            this.pending = pending;
        }

        void next() {
            stage = switch (stage) {
                case PAIRS -> Stage.DUE_WITHOUT_EFFECT;
                case DUE_WITHOUT_EFFECT -> Stage.DUE;
                case DUE -> Stage.DONORS;
                case DONORS -> Stage.BATCHES;
                case BATCHES, END -> Stage.END;
            };
        }
    }

    /**
     * A search that is about to run.
     *
     * @param allowance what it may remember
     */
    SumSearch(Calls calls, Sums sums, Budget budget, Allowance allowance) {
        this.calls = new SumCalls(calls, sums);
        this.sums = sums;
        this.budget = budget;
        this.allowance = allowance;
        allowance.count(BYTES_PER_CALL * calls.size);
        optional = new boolean[calls.size];
        idle = new boolean[calls.size];
        boolean[] left = new boolean[calls.size];
        for (int c = 0; c < calls.size; c++) {
            left[c] = calls.isUnknown(c) && !this.calls.changesSomething(c);
        }
        placement = new Placement(calls, left, true);
        outlook = new Outlook(this.calls, placement);
        visited = new Visited(allowance, placement.open.length, placement.spent.length);
        state = new long[sums.dimensions()];
    }

    @Override
    public Result run(long mostSteps) {
        long[] initial = sums.initial();
        if (!begun) {
            begun = true;
            int impossible = outlook.impossibleView(initial);
            if (impossible != Outlook.NONE) {
                stuck = placement.rank(impossible);
                because = "the calls that may have come before it do not add up to what it saw";
                return Result.NOT_LINEARIZABLE;
            }
            if (initial != null) {
                state = initial;
                stateHash = calls.hash(state);
                placeViews();
                begin();
            }
        }
        return initial == null ? runFromAnyView(mostSteps) : descend(mostSteps);
    }

    /** Tries each view as the first, after any number of those calls that complete first. */
    private Result runFromAnyView(long mostSteps) {
        while (!placement.isComplete()) {
            if (firstView != Outlook.NONE) {
                Result result = descend(mostSteps);
                if (result != Result.NOT_LINEARIZABLE) {
                    return result;
                }
                goBack(lengthBeforeViews, frontierBeforeViews, state);
            }
            if (tryNextFirstView()) {
                continue;
            }
            int due = placement.due();
            if (calls.change(due) == null) {
                return Result.NOT_LINEARIZABLE;
            }
            place(due, true);
        }
        return Result.LINEARIZABLE;
    }

    /** Begins with the next pending view as the first; says whether there was one. */
    private boolean tryNextFirstView() {
        int view = firstView == Outlook.NONE ? placement.first() : placement.after(firstView);
        for (; placement.isPending(view); view = placement.after(view)) {
            long[] seen = calls.seen(view);
            if (seen != null && calls.isPossibleView(view)) {
                firstView = view;
                lengthBeforeViews = placement.length();
                frontierBeforeViews = placement.frontier();
                beginWith(view, seen);
                return true;
            }
        }
        firstView = Outlook.NONE;
        return false;
    }

    /** Begins with a view as the first; before it came what is placed, and may have come all invoked before the due call's end. */
    private void beginWith(int view, long[] seen) {
        int due = placement.due();
        for (int c = 0; c < optional.length; c++) {
            optional[c] = c != due && calls.change(c) != null && placement.isInvokedBefore(c, due);
        }
        visited.free();
        visited = new Visited(allowance, placement.open.length, placement.spent.length);
        state = seen;
        stateHash = calls.hash(view);
        place(view, false);
        placeViews();
        begin();
    }

    /** Makes the present configuration the first node; what is placed stays. */
    private void begin() {
        path.clear();
        if (!placement.isComplete()) {
            enter(placement.length(), placement.frontier(), state, null);
        }
    }

    /** Searches on from the last node. */
    private Result descend(long mostSteps) {
        while (!placement.isComplete()) {
            if (path.isEmpty()) {
                return Result.NOT_LINEARIZABLE;
            }
            if (steps >= mostSteps) {
                return Result.PAUSED;
            }
            if ((++steps % STEPS_PER_LOOK == 0 && budget.exhausted()) || allowance.isExceeded()) {
                return Result.EXHAUSTED;
            }
            Node node = path.get(path.size() - 1);
            if (node.stage != Stage.END) {
                advance(node);
                continue;
            }
            path.remove(path.size() - 1);
            allowance.count(-node.pending.bytes());
            if (!path.isEmpty()) {
                goBack(node.lengthBefore, node.frontierBefore, node.stateBefore);
            }
        }
        return Result.LINEARIZABLE;
    }

    private void goBack(int length, int frontier, long[] before) {
        orderThere = orderThere();
        placement.takeBackTo(length, frontier);
        state = before;
        stateHash = calls.hash(before);
    }

    /** Tries one thing, or finds that there is nothing more of its sort. */
    private void advance(Node node) {
        int due = placement.due();
        boolean adds = calls.change(due) != null;
        switch (node.stage) {
            case PAIRS -> tryBatch(node, PAIR);
            case BATCHES -> tryBatch(node, Integer.MAX_VALUE);
            case DUE_WITHOUT_EFFECT -> {
                node.next();
                if (adds && optional[due]) {
                    move(new int[] {due}, state, true, null);
                }
            }
            case DUE -> {
                node.next();
                if (adds) {
                    tryAlone(due);
                }
            }
            default -> {
                if (node.donor == node.pending.donors().length) {
                    node.next();
                } else {
                    tryAlone(node.pending.donors()[node.donor++]);
                }
            }
        }
    }

    private void tryBatch(Node node, int largest) {
        Batches batches = node.pending.batches();
        allowance.count(-batches.bytes());
        Batches.Step step = batches.advance(largest);
        allowance.count(batches.bytes());
        switch (step) {
            case DONE -> node.next();
            case WORKING -> {}
            case FOUND -> {
                int[] batch = node.pending.found();
                long[] after = calls.seen(batch[batch.length - 1]);
                if (after != null) {
                    move(batch, after, false, batches);
                }
            }
        }
    }

    private void tryAlone(int call) {
        long[] change = calls.change(call);
        long[] after = state.clone();
        for (int d = 0; change != null && d < after.length; d++) {
            after[d] += change[d];
            if (sums.bounded() && change[d] < 0 && after[d] < 0) {
                return;
            }
        }
        move(new int[] {call}, after, false, null);
    }

    /** Goes to another configuration, if it is worth it. */
    private void move(int[] batch, long[] after, boolean withoutEffect, @Nullable Batches found) {
        int length = placement.length();
        int frontier = placement.frontier();
        long[] before = state;
        for (int call : batch) {
            place(call, withoutEffect);
        }
        state = after;
        stateHash = calls.hash(after);
        placeViews();
        if (!placement.isComplete() && !enter(length, frontier, before, found)) {
            goBack(length, frontier, before);
        }
    }

    private void place(int call, boolean withoutEffect) {
        placement.place(call);
        idle[call] = withoutEffect;
    }

    /** Places all pending views that see the present vector. */
    private void placeViews() {
        int next;
        for (int c = placement.first(); !placement.isComplete() && placement.isPending(c); c = next) {
            next = placement.after(c);
            if (calls.sees(c, state, stateHash)) {
                place(c, false);
            }
        }
    }

    /**
     * Makes the present configuration a node, if it promises something and is new.
     *
     * @param found what led here, if it was a batch
     */
    private boolean enter(int lengthBefore, int frontierBefore, long[] before, @Nullable Batches found) {
        note();
        int lost = outlook.lostView(state, stateHash);
        if (lost != Outlook.NONE) {
            stuck = Math.max(stuck, placement.rank(lost));
            return false;
        }
        if (found != null && !found.isMinimal()) {
            return false;
        }
        var vector = new SumCalls.Vector(state);
        Integer known = vectors.putIfAbsent(vector, vectors.size());
        int id = known == null ? vectors.size() - 1 : known;
        allowance.count(known == null ? BYTES_PER_STATE + (long) Long.BYTES * state.length : 0);
        if (visited.add(placement.frontier(), id, placement.open, placement.spent, -1, -1) == Visited.DOMINATED) {
            return false;
        }
        Node node = new Node(lengthBefore, frontierBefore, before, new Pending(calls, placement, optional, state));
        allowance.count(node.pending.bytes());
        path.add(node);
        return true;
    }

    /** Remembers the configurations that got farthest. */
    private void note() {
        int frontier = placement.frontier();
        if (frontier > farthest) {
            farthest = frontier;
            stuck = Math.max(stuck, frontier);
            statesThere.clear();
            lengthThere = placement.length();
            orderThere = null;
        }
        if (frontier == farthest && statesThere.size() < PartResult.MAX_REFUSALS) {
            statesThere.add(new SumCalls.Vector(state));
        }
    }

    /** The calls in the order found; those without effect first, in order of invocation. */
    @Override
    public int[] order() {
        return order(placement.length());
    }

    private int[] orderThere() {
        return orderThere == null ? order(lengthThere) : orderThere;
    }

    private int[] order(int length) {
        int[] order = new int[length];
        int without = 0;
        for (int i = 0; i < order.length; i++) {
            if (idle[placement.at(i)]) {
                order[without++] = placement.at(i);
            }
        }
        Arrays.sort(order, 0, without);
        for (int i = 0, at = without; i < order.length; i++) {
            if (!idle[placement.at(i)]) {
                order[at++] = placement.at(i);
            }
        }
        return order;
    }

    @Override
    public Impasse impasse() {
        int call = placement.known(stuck);
        String why = calls.seen(call) == null
                ? "no order leads past it from there"
                : "what it saw is out of reach from there";
        return new Impasse(
                call,
                statesThere.stream()
                        .map(vector -> new Refusal(sums.render(vector.numbers()), why))
                        .toList(),
                Arrays.stream(orderThere()).boxed().toList(),
                because);
    }

    /** The order of the impasse: the search knows no others, for it goes by batches. */
    @Override
    public Reach reach(int mostOrders, long mostSteps) {
        return new Reach(List.of(orderThere), false);
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public int configurations() {
        return visited.size();
    }
}
