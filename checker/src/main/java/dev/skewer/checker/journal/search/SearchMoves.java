package dev.skewer.checker.journal.search;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.SearchAnswers.Stand;
import dev.skewer.checker.journal.search.SearchStrategy.Thrift;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which operation may be the next to change an invocation that has to go on.
 *
 * <p>Where an acknowledged write reported that it began at the present point, it is the one, and nothing else can append
 * or trim here. Otherwise writes of unknown outcome, or which did not report where they went, may come next; each is
 * offered only while it can still make a difference to something that was reported or read:
 *
 * <ul>
 *   <li>An append, if some report lies farther in the same epoch; or if its entry or state was read; or if a trim or a
 *       compact needs a longer journal than there is.
 *   <li>A trim, if some report lies in a later epoch, or something was read that does not say its epoch.
 *   <li>A compact, if some report has a later first index; and so on.
 * </ul>
 *
 * An order with one that is not offered remains an order without it. Of several that are alike in all that can ever be
 * seen of them, only the one that was invoked first is offered: they are under way now and never end, so whatever one can
 * do later, the other can.
 */
public final class SearchMoves {
    private final SearchSpace space;
    private final SearchState state;
    private final SearchAnswers answers;

    /** In place of an operation: the goal itself comes now. */
    static final int NOW = -1;

    /** Its entry or state was read. */
    private static final int READ = 0;
    /** It fills gaps in several invocations at once. */
    private static final int FILLING = 1;
    /** It leaves nothing but an entry. */
    private static final int PLAIN = 2;
    /** It leaves a state as well. */
    private static final int STATEFUL = 3;
    /** It leaves entries elsewhere too. */
    private static final int SHARED = 4;

    /** The operations offered, best first. */
    int[] option = new int[16];
    /** The invocations for which each may make a difference, a bit each. */
    long[] scope = new long[16];

    int options;

    private final SearchStrategy strategy;
    private final boolean sparing;

    public SearchMoves(SearchSpace space, SearchState state, SearchAnswers answers, SearchStrategy strategy) {
        this.strategy = strategy;
        sparing = strategy.thrift() == Thrift.ALL;
        this.space = space;
        this.state = state;
        this.answers = answers;
    }

    public void clear() {
        options = 0;
    }

    public void add(int o) {
        add(o, space.mask[o]);
    }

    /** Offers an operation that makes a difference for some invocations only. */
    public void add(int o, long of) {
        for (int i = 0; i < options; i++) {
            if (option[i] == o) {
                scope[i] |= of;
                return;
            }
        }
        if (options == option.length) {
            option = Arrays.copyOf(option, options * 2);
            scope = Arrays.copyOf(scope, options * 2);
        }
        option[options] = o;
        scope[options++] = of;
    }

    /** Brings an option to the front. */
    void prefer(int i) {
        for (int k = i; k > 0; k--) {
            swap(k, k - 1);
        }
    }

    private void swap(int a, int b) {
        int o = option[a];
        long of = scope[a];
        option[a] = option[b];
        scope[a] = scope[b];
        option[b] = o;
        scope[b] = of;
    }

    /** Offers what may come next in an invocation so that a part of it may fit later. */
    void toward(int j) {
        int m = space.model[j];
        boolean atPoint = space.pointOf[j] != SearchSpace.OPEN
                && space.kind(j) != Kind.TRIM
                && space.point[space.pointOf[j]] == state.point(m)
                && state.life(m) == SearchState.LIVE;
        boolean atPrefix = space.prefixOf[j] != SearchSpace.OPEN && space.prefix[space.prefixOf[j]] == state.first(m);
        if (!atPoint) {
            onward(m);
        }
        if (!atPrefix) {
            compacts(m);
        }
    }

    /**
     * Offers what has to come before a part that fits, or perhaps never can: what was read together with something
     * elsewhere and does not say to which version it belongs; compacts, where the length that they would find, or the
     * journal that is read alone, is about to change; and what is about to leave no trace here.
     */
    void before(int j) {
        int m = space.model[j];
        byte kind = space.kind(j);
        if (!state.moves(j)) {
            return;
        }
        if (Kind.isAppend(kind)) {
            stoppedHere(m);
        }
        boolean drops = kind == Kind.TRIM || kind == Kind.PURGE;
        if (drops) {
            shared(m, o -> fillsOnly(o, m));
        }
        add(NOW, space.mask[space.opOf[j]]);
        boolean awaited = kind == Kind.TRIM;
        for (int k = state.firstKnown(m); k != NONE; k = state.after(k)) {
            if (!Kind.isRead(space.kind(k))
                    || (space.pointOf[k] != SearchSpace.OPEN && space.prefixOf[k] != SearchSpace.OPEN)) {
                continue;
            }
            if (space.isShared(space.opOf[k]) && answers.stand(k) == Stand.FITS) {
                add(space.opOf[k]);
            }
            awaited |= space.kind(k) == Kind.READ_JOURNAL;
        }
        if (kind == Kind.TRIM || (Kind.isAppend(kind) && state.life(m) == SearchState.LIVE)) {
            compacts(m, awaited ? -1 : state.length(m));
        }
        if (drops) {
            shared(m, o -> strategy.offers(space, o));
        }
    }

    /** Offers acknowledged compacts that stopped at just the present length, which is about to grow. */
    private void stoppedHere(int m) {
        for (int j = state.firstKnown(m); j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.COMPACT
                    && space.value(j) > state.length(m)
                    && state.moves(j)
                    && answers.stand(j) == Stand.FITS) {
                add(space.opOf[j]);
            }
        }
    }

    /**
     * Offers append-alls of unknown outcome: what is about to drop their entry here leaves no trace of it, but they may be
     * needed in another invocation.
     *
     * @param which of them
     */
    private void shared(int m, IntPredicate which) {
        for (int j = state.firstUnknown(m); j != NONE; j = state.after(j)) {
            long elsewhere = space.elsewhere(space.opOf[j], m);
            if (Kind.isAppend(space.kind(j))
                    && elsewhere != 0
                    && which.test(space.opOf[j])
                    && space.offset[j] == 0
                    && !hasAlikeBefore(j, state.firstUnknown(m))
                    && answers.stand(j) == Stand.FITS) {
                add(space.opOf[j], elsewhere);
            }
        }
    }

    /** Offers whatever may come next in an invocation. */
    void any(int m) {
        onward(m);
        compacts(m);
    }

    /** Offers what moves on to the next point. */
    private void onward(int m) {
        if (state.life(m) == SearchState.PURGED) {
            return;
        }
        int next = state.pointAhead(m);
        long here = state.point(m);
        if (next != SearchSpace.OPEN && space.point[next] == here && space.appendAt[next] != NONE) {
            add(space.opOf[space.appendAt[next]]);
            return;
        }
        // What else is left here comes before whatever leaves it.
        next = state.beyondPoint(m);
        if (next != SearchSpace.OPEN && !state.canReach(m, next)) {
            return;
        }
        boolean staysInEpoch = next != SearchSpace.OPEN && space.point[next] >>> 32 == state.epoch(m);
        if (!staysInEpoch) {
            trims(m, next);
        }
        appends(m, staysInEpoch);
        if (next == SearchSpace.OPEN && state.beyondPrefix(m) == SearchSpace.OPEN) {
            purges(m);
        }
    }

    private void appends(int m, boolean needed) {
        for (int j = state.firstKnown(m); j != NONE; j = state.after(j)) {
            boolean anywhere = Kind.isAppend(space.kind(j)) && space.pointOf[j] == SearchSpace.OPEN;
            if (anywhere && space.offset[j] == 0 && answers.stand(j) == Stand.FITS) {
                add(space.opOf[j]);
            }
        }
        int there = space.entryAt(m, state.epoch(m), state.length(m));
        boolean longer = needed || state.life(m) == SearchState.UNBORN || needsLonger(m);
        int before = options;
        for (int rank = READ; rank <= SHARED && !(sparing && rank == SHARED && options > before); rank++) {
            for (int j = state.firstUnknown(m); j != NONE; j = state.after(j)) {
                if (!Kind.isAppend(space.kind(j)) || rank(j) != rank || space.offset[j] > 0) {
                    continue;
                }
                if (there != LongIntMap.MISSING && there != space.value(j)) {
                    continue;
                }
                boolean useful = (longer || rank == READ)
                        && (space.kind(j) != Kind.SET_STATE || answers.agreesWithStateAhead(j));
                if (useful && !hasAlikeBefore(j, state.firstUnknown(m)) && answers.stand(j) == Stand.FITS) {
                    add(space.opOf[j]);
                }
            }
        }
    }

    /** How soon to try an append of unknown outcome: what is sure, or of use for nothing else, comes first. */
    private int rank(int j) {
        if (space.seenIndex[j] != NONE || space.stateSeen[j]) {
            return READ;
        }
        int o = space.opOf[j];
        if (space.elsewhere(o, space.model[j]) != 0) {
            return fillsOnly(o, NONE) ? FILLING : SHARED;
        }
        return space.kind(j) == Kind.SET_STATE ? STATEFUL : PLAIN;
    }

    /** Whether each part of an append-all would fill a gap now, but for those in one invocation. */
    private boolean fillsOnly(int o, int except) {
        for (int j = space.firstOfOp[o]; j < space.firstOfOp[o + 1]; j++) {
            int m = space.model[j];
            if (m == except) {
                continue;
            }
            int next = state.beyondPoint(m);
            boolean gap = next != SearchSpace.OPEN
                    && space.point[next] >= state.pointAfter(j)
                    && space.point[next] >>> 32 == state.epoch(m);
            if (!gap || answers.stand(j) != Stand.FITS) {
                return false;
            }
        }
        return true;
    }

    /** Whether some trim or compact needs the journal to be longer first. */
    private boolean needsLonger(int m) {
        int length = state.length(m);
        int prefix = state.beyondPrefix(m);
        if ((!sparing && state.hasLoose(m)) || (prefix != SearchSpace.OPEN && space.prefix[prefix] > length)) {
            return true;
        }
        for (int j = state.firstKnown(m); j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.TRIM && space.value(j) >= length) {
                return true;
            }
        }
        for (int j = state.firstUnknown(m); j != NONE && !sparing; j = state.after(j)) {
            if (space.kind(j) == Kind.TRIM && space.value(j) >= length) {
                return true;
            }
        }
        return false;
    }

    private void trims(int m, int next) {
        if (state.life(m) != SearchState.LIVE) {
            return;
        }
        for (int j = state.firstKnown(m); j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.TRIM
                    && opens(j, m, next)
                    && !answersAlikeBefore(j, state.firstKnown(m))
                    && answers.stand(j) == Stand.FITS) {
                add(space.opOf[j]);
            }
        }
        if (next == SearchSpace.OPEN && !state.hasLoose(m) && !mayStopShort(m)) {
            return;
        }
        int from = options;
        for (int j = state.firstUnknown(m); j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.TRIM && opens(j, m, next) && !hasAlikeBefore(j, state.firstUnknown(m))) {
                add(space.opOf[j]);
            }
        }
        longestFirst(from);
    }

    /** Whether a compact of unknown outcome asks for more than some first index ahead: it stops there if the journal is just so long. */
    private boolean mayStopShort(int m) {
        int prefix = state.beyondPrefix(m);
        for (int j = state.firstUnknown(m); j != NONE && prefix != SearchSpace.OPEN; j = state.after(j)) {
            if (space.kind(j) == Kind.COMPACT && space.value(j) > space.prefix[prefix]) {
                return true;
            }
        }
        return false;
    }

    /** Of trims of unknown outcome, those come first that drop least: fewer other such writes have to make up for it. */
    private void longestFirst(int from) {
        for (int i = from + 1; i < options; i++) {
            for (int k = i; k > from && asked(k) > asked(k - 1); k--) {
                swap(k, k - 1);
            }
        }
    }

    private int asked(int i) {
        return space.value(space.firstOfOp[option[i]]);
    }

    private boolean opens(int j, int m, int next) {
        return space.value(j) < state.length(m)
                && (next == SearchSpace.OPEN || state.pointAfter(j) <= space.point[next])
                && answers.keepsWhatWasRead(j)
                && state.awaitedBefore(j) != SearchState.NOT_YET
                && (next == SearchSpace.OPEN || state.canReach(m, next, state.pointAfter(j)));
    }

    /** Whether an operation of unknown outcome that is alike was invoked before. */
    private boolean hasAlikeBefore(int j, int list) {
        int likeness = space.likeness[space.opOf[j]];
        // The first index only grows, so trims to below it will leave just that, whatever they ask for.
        boolean below = space.kind(j) == Kind.TRIM && space.value(j) < state.first(space.model[j]);
        for (int k = list; k != j; k = state.after(k)) {
            boolean alike = space.likeness[space.opOf[k]] == likeness
                    || (below && space.kind(k) == Kind.TRIM && space.value(k) < state.first(space.model[j]));
            if (alike && space.opOf[k] != space.opOf[j]) {
                return true;
            }
        }
        return false;
    }

    /** Whether one that was invoked before asks for the same and answers the same. */
    private boolean answersAlikeBefore(int j, int list) {
        for (int k = list; space.pointOf[j] != SearchSpace.OPEN && k != j; k = state.after(k)) {
            if (space.kind(k) == space.kind(j)
                    && space.value(k) == space.value(j)
                    && space.pointOf[k] == space.pointOf[j]) {
                return true;
            }
        }
        return false;
    }

    private void compacts(int m) {
        compacts(m, -1);
    }

    /** Offers compacts that ask for more than a bound. */
    private void compacts(int m, int bound) {
        if (state.life(m) != SearchState.LIVE) {
            return;
        }
        int next = state.beyondPrefix(m);
        for (int j = state.firstKnown(m); j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.COMPACT
                    && space.value(j) > bound
                    && state.moves(j)
                    && answers.stand(j) == Stand.FITS) {
                add(space.opOf[j]);
            }
        }
        boolean hidden = !sparing && (state.hasLoose(m) || state.hasEmpty(m) || space.openTrims[m]);
        if (next == SearchSpace.OPEN && !hidden) {
            return;
        }
        for (int j = state.firstUnknown(m); j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.COMPACT
                    && space.value(j) > bound
                    && state.moves(j)
                    && (hidden || state.isPrefixAhead(m, state.firstAfter(j)))
                    && !hasAlikeBefore(j, state.firstUnknown(m))) {
                add(space.opOf[j]);
            }
        }
    }

    private void purges(int m) {
        if (state.life(m) != SearchState.LIVE) {
            return;
        }
        for (int j = state.firstKnown(m); j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.PURGE) {
                add(space.opOf[j]);
                return;
            }
        }
        for (int j = state.firstUnknown(m); state.hasEmpty(m) && j != NONE; j = state.after(j)) {
            if (space.kind(j) == Kind.PURGE) {
                add(space.opOf[j]);
                return;
            }
        }
    }
}
