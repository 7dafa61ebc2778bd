package dev.skewer.checker.journal.explain;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes stories that can be believed from what they show: sees whether the operations of the cast have no order, whatever the
 * others did, and adds the few others that it takes where they have one. What is needed is found one by one: of the others,
 * nearest in time first, the last of the least number that suffices (the deletion of what is not needed in a minimal
 * unsatisfiable core, by bisection). Where it takes too many, or to find out takes too long, the story says that it does not show
 * everything. Effort is counted in steps, so equal histories have equal stories as far as time allows.
 */
public final class CastCompletion {
    /** How many operations are added at the most. */
    private static final int MOST_ADDED = 8;

    /** How many steps are spent on all stories, on one, and on each set of operations that is tried. */
    private static final long STEPS = 1L << 21;

    private static final long STEPS_PER_STORY = 1L << 18;

    private static final long STEPS_PER_TRY = 1L << 12;

    private final JournalHistory h;
    private final Contradiction contradiction;
    private final Budget time;

    /**
     * For stories of a history.
     *
     * @param groups its parts
     * @param time when it ends in any case
     */
    public CastCompletion(JournalHistory history, InvocationParts groups, Budget time) {
        h = history;
        this.time = time;
        contradiction = new Contradiction(history, groups, time);
    }

    /** The story with what it takes to believe it. */
    public Story settle(Story story) {
        BitSet shown = story.operations();
        if (contradiction.breaksRule(shown) || contradiction.search(shown) == Validity.FALSE) {
            return story;
        }
        int[] others = others(shown);
        int near = Math.min(others.length, Math.max(0, ReportRules.MOST - shown.cardinality()));
        BitSet enough = sufficient(shown, others, near, contradiction::breaksRule);
        if (enough == null) {
            long end = Math.min(STEPS, contradiction.steps() + STEPS_PER_STORY);
            enough = sufficient(
                    shown,
                    others,
                    others.length,
                    known -> contradiction.steps() < end
                            && contradiction.search(known, STEPS_PER_TRY) == Validity.FALSE);
        }
        if (enough == null) {
            return story.restingOnOthers();
        }
        return story.with(enough);
    }

    /**
     * Few operations that are enough for a contradiction, among them some that are not; null if it takes too many.
     *
     * @param count how many of the others may be among them
     */
    private @Nullable BitSet sufficient(BitSet shown, int[] others, int count, Predicate<BitSet> isEnough) {
        BitSet needed = (BitSet) shown.clone();
        int left = count;
        for (int added = 0; added <= MOST_ADDED; added++) {
            int least = least(needed, others, left, isEnough);
            if (least < 0) {
                return null;
            }
            if (least == 0) {
                return needed;
            }
            left = least - 1;
            needed.set(others[left]);
        }
        return null;
    }

    /** How many of the first others it takes at least; negative if all do not suffice or to find out takes too long. */
    private int least(BitSet needed, int[] others, int count, Predicate<BitSet> isEnough) {
        int tooFew = -1;
        int enough = 0;
        while (!isEnough.test(with(needed, others, enough))) {
            if (enough == count || time.exhausted()) {
                return -1;
            }
            tooFew = enough;
            enough = Math.min(count, 2 * enough + 1);
        }
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) >>> 1;
            if (isEnough.test(with(needed, others, middle))) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return enough;
    }

    private static BitSet with(BitSet needed, int[] others, int count) {
        BitSet known = (BitSet) needed.clone();
        for (int i = 0; i < count; i++) {
            known.set(others[i]);
        }
        return known;
    }

    /**
     * The other operations that returned: on the same invocations before those elsewhere, the nearest in time first. Those
     * elsewhere only where a search would look at them.
     */
    private int[] others(BitSet shown) {
        BitSet invocations = contradiction.invocations(shown);
        int[] near = byDistance(contradiction.returned(invocations), shown);
        invocations.set(0, h.invocationCount());
        if (!contradiction.isSearched(invocations)) {
            return near;
        }
        BitSet there = (BitSet) shown.clone();
        Arrays.stream(near).forEach(there::set);
        int[] elsewhere = byDistance(contradiction.returned(invocations).filter(op -> !there.get(op)), shown);
        return IntStream.concat(Arrays.stream(near), Arrays.stream(elsewhere)).toArray();
    }

    private int[] byDistance(IntStream some, BitSet shown) {
        return some.filter(op -> !shown.get(op))
                .mapToLong(op -> (long) distance(op, shown) << 32 | op)
                .sorted()
                .mapToInt(each -> (int) each)
                .toArray();
    }

    /** How many events lie between an operation and the nearest of some others; or before it, if none of these returned. */
    private int distance(int op, BitSet shown) {
        int least = NEVER;
        for (int other = shown.nextSetBit(0); other >= 0; other = shown.nextSetBit(other + 1)) {
            if (h.status[other] == Status.OK) {
                int after = h.invokeRank[op] - h.completeRank[other];
                int before = h.invokeRank[other] - h.completeRank[op];
                least = Math.min(least, Math.max(0, Math.max(after, before)));
            }
        }
        return least == NEVER ? h.invokeRank[op] : least;
    }
}
