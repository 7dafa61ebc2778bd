package dev.skewer.checker.journal.search;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.SearchAnswers.Stand;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides by search whether the operations on some invocations have an order that real time and the model allow. Exact;
 * exponential in the worst case, as it must be; bounded by a {@link Budget}.
 *
 * <p><b>How.</b> Just in time (Lowe, <em>Testing for linearizability</em>, 2017): the events are taken in order, and when
 * an operation completes that is not placed yet, it becomes a <em>goal</em>: its invocations are moved on, operation by
 * operation, until it gives its answer. Whatever has to come before is a goal in turn: the next write of the invocation
 * ({@link SearchMoves}), and everything that reported the version about to be left. What changes nothing is placed as soon
 * as it fits.
 *
 * <p><b>Why that finds every order.</b> In any order, let each operation wait until the first completion of itself or of
 * something behind it: an order again, of batches that each end with the operation that completes. In a batch, a write
 * that shares no invocation with anything behind it can wait for a later batch; and what changes nothing can come as soon
 * as it fits. What is left is what the goals ask for. Where reports name versions, each step is forced, and the search is
 * linear in the history; it chooses only where writes of unknown outcome, or with less than a full report, may come next,
 * and between the two ways to go on where both length and first index must move.
 *
 * <p><b>What keeps it short.</b> A dead end depends on some invocations only: those of the goals, and those that
 * operations placed since have tied to them. Choices made elsewhere are passed over when it goes back (conflict-directed
 * backjumping: Prosser, <em>Hybrid algorithms for the constraint satisfaction problem</em>, 1993). States that led nowhere
 * are remembered by a hash of 128 bits; that two of them are ever taken for one has a probability of about
 * n&sup2;/2<sup>128</sup>.
 *
 * <p>Restricting the history to some invocations drops constraints only, so finding no order there is proof for the whole
 * history. An order that is found is to be {@linkplain OrderReplay replayed}.
 */
public final class JournalSearch {
    /** How many steps between two looks at the clock. */
    private static final int STEPS_PER_LOOK = 1 << 10;

    private static final int NOW = SearchMoves.NOW;

    /**
     * Once in how many choices a search with a seed prefers something else than what is best as a rule: by turns. Where that
     * fails, its contrary is what succeeds most often.
     */
    private static final int[] ODDS = {1, 2, 4};

    /** In place of an operation: the one that completes had given its answer before, and changed nothing. */
    private static final int EARLIER = -2;

    private final Budget budget;
    private final long memoryLimit;
    private final long stepLimit;
    private final SearchSpace space;
    private final SearchState state;
    private final SearchAnswers answers;
    private final SearchMoves moves;
    private final @Nullable SplittableRandom dice;
    private final int odds;
    private final DeadStates dead = new DeadStates();
    private final TrailedInts stack;

    /**
     * In {@link #stack}: the number of goals, the next event; then for each goal the operation, the invocation that it is to
     * move, and the invocation that made it a goal.
     */
    private static final int DEPTH = 0;

    private static final int EVENT = 1;
    private static final int GOALS = 2;
    private static final int GOAL = 3;
    private final int onStack;
    /** By operation, in {@link #stack}: whether something else made it a goal before it completed. */
    private final int asked;

    /** The choices that led here. */
    private final SearchChoices choices = new SearchChoices();

    /** The states seen since the first choice, as numbered by {@link #dead}. */
    private int[] seen = new int[64];

    private int seenCount;

    private final BitSet untraced = new BitSet();
    private long steps;
    private int farthest;
    /** What the last dead end depends on. */
    private long blame;

    /**
     * A search over some invocations.
     *
     * @param space which, and what is reported of them
     * @param strategy what it tries
     * @param budget what it may cost
     * @param stepLimit after how many steps it gives up
     */
    public JournalSearch(SearchSpace space, SearchStrategy strategy, Budget budget, long stepLimit) {
        this.space = space;
        this.budget = budget;
        this.stepLimit = stepLimit;
        dice = strategy.seed() == 0 ? null : new SplittableRandom(strategy.seed());
        odds = ODDS[(int) ((strategy.seed() + ODDS.length - 1) % ODDS.length)];
        memoryLimit = budget.memoryBytes();
        state = new SearchState(space);
        answers = new SearchAnswers(space, state);
        moves = new SearchMoves(space, state, answers, strategy);
        onStack = GOALS + GOAL * space.count;
        asked = onStack + space.count;
        stack = new TrailedInts(asked + space.count);
    }

    /** Searches; once only. */
    public Validity run() {
        while (true) {
            if (++steps % STEPS_PER_LOOK == 0 && (budget.exhausted() || steps > stepLimit || isFull())) {
                return Validity.UNKNOWN;
            }
            boolean alive;
            if (stack.get(DEPTH) > 0) {
                alive = pursue();
            } else if (stack.get(EVENT) < space.events.length) {
                alive = next();
            } else {
                return Validity.TRUE;
            }
            if (!alive) {
                noteUntraced();
                if (!goBack()) {
                    return Validity.FALSE;
                }
            }
        }
    }

    /** How many steps it took. */
    public long steps() {
        return steps;
    }

    /** Whether it has come to the end of its memory. */
    boolean isFull() {
        return bytes() > memoryLimit;
    }

    private long bytes() {
        return space.bytes() + state.memory.bytes() + stack.bytes() + dead.bytes() + choices.bytes();
    }

    /** The operations in the order found. */
    public int[] order() {
        return state.order();
    }

    /** The operation whose completion came before it could be placed, in the attempt that got farthest; or NONE. */
    int stuckAt() {
        if (space.events.length == 0) {
            return NONE;
        }
        int event = space.events[Math.max(0, farthest - 1)];
        return space.ops[event % space.count];
    }

    /** Takes the next event. */
    private boolean next() {
        int at = stack.get(EVENT);
        int event = space.events[at];
        stack.set(EVENT, at + 1);
        farthest = Math.max(farthest, at + 1);
        if (event < space.count) {
            state.invoke(event);
            settle(event);
            return true;
        }
        int o = event - space.count;
        if (state.isPlaced(o)) {
            return true;
        }
        if (state.hasFitted(o)) {
            moves.clear();
            moves.add(EARLIER, space.mask[o]);
            moves.add(o);
            return choose(space.model[space.firstOfOp[o]], NONE);
        }
        return (choices.isEmpty() || !isDead()) && push(o, NONE, NONE);
    }

    /** Whether the search has been here before; from now on it has. */
    private boolean isDead() {
        long low = state.memory.lowHash() + stack.get(EVENT);
        long high = state.memory.highHash();
        for (int i = GOALS; i < GOALS + GOAL * stack.get(DEPTH); i++) {
            low = (low ^ stack.get(i)) * 0x9E3779B97F4A7C15L;
            high = (high + stack.get(i)) * 0xC2B2AE3D27D4EB4FL;
            low ^= low >>> 29;
            high ^= high >>> 31;
        }
        int known = dead.find(low, high);
        if (known >= 0) {
            blame = dead.blame(known);
            return true;
        }
        if (seenCount == seen.length) {
            seen = Arrays.copyOf(seen, seenCount * 2);
        }
        seen[seenCount++] = ~known;
        return false;
    }

    /**
     * Makes an operation a goal; says no if it cannot be one now.
     *
     * @param of the invocation that it is to move; or NONE
     * @param cause the invocation that cannot go on without it; NONE if it completes
     */
    private boolean push(int o, int of, int cause) {
        if (!state.isPending(o) || stack.get(onStack + o) != 0) {
            blame = chain() | SearchSpace.bit(cause == NONE ? space.model[space.firstOfOp[o]] : cause);
            return false;
        }
        int depth = stack.get(DEPTH);
        stack.set(GOALS + GOAL * depth, o);
        stack.set(GOALS + GOAL * depth + 1, of);
        stack.set(GOALS + GOAL * depth + 2, cause);
        stack.set(onStack + o, 1);
        stack.set(DEPTH, depth + 1);
        if (cause != NONE) {
            stack.set(asked + o, 1);
        }
        return true;
    }

    private void pop() {
        int depth = stack.get(DEPTH) - 1;
        stack.set(onStack + stack.get(GOALS + GOAL * depth), 0);
        stack.set(DEPTH, depth);
    }

    /** The invocations that led from the operation that completes to the last goal. */
    private long chain() {
        long all = 0;
        for (int i = 1; i < stack.get(DEPTH); i++) {
            all |= SearchSpace.bit(stack.get(GOALS + GOAL * i + 2));
        }
        return all;
    }

    /** Comes a step closer to the last goal; says no at a dead end. */
    private boolean pursue() {
        int top = stack.get(DEPTH) - 1;
        int o = stack.get(GOALS + GOAL * top);
        int of = stack.get(GOALS + GOAL * top + 1);
        if (state.isPlaced(o)) {
            pop();
            return true;
        }
        int ahead = NONE;
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            Stand stand = answers.stand(j);
            if (stand == Stand.MISSED) {
                blame = chain() | SearchSpace.bit(space.model[j]);
                return false;
            }
            if (stand == Stand.AHEAD && ahead == NONE) {
                ahead = j;
            }
        }
        moves.clear();
        if (ahead != NONE) {
            moves.toward(ahead);
            return choose(space.model[ahead], space.model[ahead]);
        }
        // A goal that could as well come later leaves a choice, unless the choice was made: then it is to move nothing
        // else.
        if (of < space.invocationCount) {
            for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
                moves.before(j);
                moves.add(NOW, space.mask[o]);
                if (mayWait(j) && space.model[j] != of) {
                    moves.any(space.model[j]);
                }
            }
            if (moves.options > 1) {
                int m = of == NONE ? space.model[space.firstOfOp[o]] : of;
                return choose(m, m);
            }
        }
        return place(o);
    }

    /** Whether a part that fits now might give its answer at another version as well. */
    private boolean mayWait(int j) {
        return switch (space.kind(j)) {
            case Kind.APPEND, Kind.SET_STATE -> space.pointOf[j] == SearchSpace.OPEN;
            case Kind.TRIM -> state.moves(j) || space.pointOf[j] == SearchSpace.OPEN;
            case Kind.COMPACT -> state.moves(j) || space.prefixOf[j] == SearchSpace.OPEN;
            case Kind.PURGE -> true;
            default -> false;
        };
    }

    /**
     * Takes the first of what is offered, and comes back for the others.
     *
     * @param m the invocation that needs it
     * @param of the invocation that is to move by it; or NONE
     */
    private boolean choose(int m, int of) {
        int kept = 0;
        long waiting = 0;
        for (int i = 0; i < moves.options; i++) {
            int o = moves.option[i];
            if (o < 0 || stack.get(onStack + o) == 0) {
                moves.scope[kept] = moves.scope[i];
                moves.option[kept++] = o;
            } else {
                waiting |= moves.scope[i];
            }
        }
        moves.options = kept;
        if (dice != null && kept > 1 && dice.nextInt(odds) == 0) {
            moves.prefer(1 + dice.nextInt(kept - 1));
        }
        if (kept == 0) {
            blame = chain() | SearchSpace.bit(m);
            return false;
        }
        if (kept > 1 || waiting != 0) {
            if (!choices.isEmpty() && isDead()) {
                return false;
            }
            openChoice(m, of);
            choices.lacks(waiting, waiting == 0 ? 0 : chain());
        }
        return take(moves.option[0], m, of);
    }

    private boolean take(int option, int m, int of) {
        if (option == NOW) {
            int top = stack.get(DEPTH) - 1;
            stack.set(GOALS + GOAL * top + 1, space.invocationCount);
            return true;
        }
        if (option == EARLIER) {
            state.placeEarlier(space.events[stack.get(EVENT) - 1] - space.count);
            return true;
        }
        return push(option, of, of == NONE ? NONE : m);
    }

    private void openChoice(int m, int of) {
        if (choices.isEmpty()) {
            state.memory.keepTrail(true);
            stack.keepTrail(true);
            seenCount = 0;
        }
        choices.open(moves, m, of);
        choices.mark(state.memory.mark(), stack.mark(), state.placed(), seenCount);
    }

    /** Takes note of append-alls of which nothing was seen that were needed in vain: they might have come before. */
    private void noteUntraced() {
        for (int i = 0; i < stack.get(DEPTH); i++) {
            int o = stack.get(GOALS + GOAL * i);
            if (space.likeness[o] >= 0 && space.isShared(o)) {
                untraced.set(o);
            }
        }
    }

    /** Append-alls of which nothing was seen that were needed in vain. */
    BitSet untraced() {
        return untraced;
    }

    /** Goes back to the last choice that the dead end depends on and takes what is left there; says no if there is none. */
    private boolean goBack() {
        long depends = blame;
        while (!choices.isEmpty()) {
            for (int i = state.placed() - 1; i >= choices.placedBefore(); i--) {
                int o = state.placedAt(i);
                if ((space.mask[o] & depends) != 0 && ties(o)) {
                    depends |= space.mask[o];
                }
            }
            for (int i = choices.seenBefore(); i < seenCount; i++) {
                dead.addBlame(seen[i], depends);
            }
            seenCount = choices.seenBefore();
            state.memory.undoTo(choices.stateMark());
            stack.undoTo(choices.stackMark());
            if (choices.concerns(depends)) {
                choices.failed(depends);
                int option = choices.next();
                if (option != SearchChoices.NOTHING) {
                    if (take(option, choices.at(), choices.via())) {
                        return true;
                    }
                    depends = blame;
                    continue;
                }
                depends = choices.conflict();
            }
            choices.close();
        }
        return false;
    }

    /**
     * Whether an operation that is placed ties its invocations to each other. One that changes nothing does only if it was
     * asked for: then one of them made another move on. Otherwise each was where it is for reasons of its own.
     */
    private boolean ties(int o) {
        return space.isShared(o) && (Kind.isWrite(space.kind(space.firstOfOp[o])) || stack.get(asked + o) != 0);
    }

    /** Places a goal that fits, once nothing is left that must come before; says no if something has not even begun. */
    private boolean place(int o) {
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            int point = state.pointInTheWay(j);
            if (point != SearchSpace.OPEN) {
                return pushFirst(j, space.pointOf, point);
            }
            int prefix = state.prefixInTheWay(j);
            if (prefix != SearchSpace.OPEN) {
                return pushFirst(j, space.prefixOf, prefix);
            }
            int awaited = state.awaitedBefore(j);
            if (awaited == SearchState.NOT_YET) {
                blame = chain() | SearchSpace.bit(space.model[j]);
                return false;
            }
            if (awaited != NONE) {
                return push(space.opOf[awaited], NONE, space.model[j]);
            }
        }
        state.place(o);
        pop();
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            settleAll(space.model[j]);
        }
        return true;
    }

    /** Makes what is to meet a point, or a first index, before it is left a goal. */
    private boolean pushFirst(int leaving, int[] placeOf, int place) {
        int m = space.model[leaving];
        for (int j = state.firstKnown(m); j != NONE; j = state.after(j)) {
            if (placeOf[j] == place && space.opOf[j] != space.opOf[leaving]) {
                return push(space.opOf[j], NONE, m);
            }
        }
        blame = chain() | SearchSpace.bit(m);
        return false;
    }

    /** Places what would give its answer in an invocation now and change nothing. */
    private void settleAll(int m) {
        for (int j = state.firstKnown(m); j != NONE; ) {
            int next = state.after(j);
            // Its next part in the list is unlinked with it.
            while (next != NONE && space.opOf[next] == space.opOf[j]) {
                next = state.after(next);
            }
            settle(space.opOf[j]);
            j = next;
        }
    }

    private void settle(int o) {
        if (!space.isOk(space.firstOfOp[o])) {
            return;
        }
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            if (!answers.observes(j)) {
                return;
            }
        }
        int j = space.firstOfOp[o];
        boolean unreported = switch (space.kind(j)) {
            case Kind.TRIM -> space.pointOf[j] == SearchSpace.OPEN;
            case Kind.COMPACT -> space.prefixOf[j] == SearchSpace.OPEN;
            default -> false;
        };
        if (unreported) {
            // It might still be what moves the invocation later, with the same answer.
            state.noteFit(o);
        } else {
            state.place(o);
        }
    }
}
