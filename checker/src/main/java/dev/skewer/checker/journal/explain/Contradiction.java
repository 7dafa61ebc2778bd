package dev.skewer.checker.journal.explain;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.checker.journal.search.JournalSearch;
import dev.skewer.checker.journal.search.SearchSpace;
import dev.skewer.checker.journal.search.SearchStrategy;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Whether operations have no order, by definition: those that are known keep what they answered; of all others it is unknown
 * whether and when they took effect, but of those that failed, which had none. Found out by {@link ReportRules} or else by a
 * {@link JournalSearch search}, without anything that the check of the history made out.
 */
public final class Contradiction {
    /** How many steps a search takes at the most, and how many more for each part that it looks at. */
    private static final long STEPS = 1 << 15;

    private static final long STEPS_PER_PART = 16;

    /** A search looks at so many parts at the most, for each of which it takes about 100 bytes. */
    private static final int MOST_PARTS = 100_000;

    /** Where some operations only are known, there must be few: what is possible grows exponentially. */
    private static final int MOST_RELAXED = 256;

    private final JournalHistory h;
    private final InvocationParts groups;
    private final Budget time;
    private final ReportRules rules;
    private long steps;

    /**
     * For contradictions in a history.
     *
     * @param groups its parts
     * @param time when searches end in any case
     */
    public Contradiction(JournalHistory history, InvocationParts groups, Budget time) {
        h = history;
        this.groups = groups;
        this.time = time;
        rules = new ReportRules(history, groups);
    }

    /** How many steps all searches took, and how many parts they looked at. */
    long steps() {
        return steps;
    }

    /** Whether operations have no order, as far as a rule can tell. */
    public boolean breaksRule(BitSet operations) {
        return rules.contradicts(operations);
    }

    /**
     * Looks for an order of operations, as far as the invocations go that they concern, if these are small.
     *
     * @param known the operations
     * @param mostSteps after how many steps it gives up, but for some more for each part
     */
    public Validity search(BitSet known, long mostSteps) {
        return search(known, invocations(known), mostSteps, MOST_RELAXED);
    }

    /** Looks for an order of a few operations that no rule excludes. */
    public Validity search(BitSet known) {
        return search(known, STEPS);
    }

    /** Looks for an order of all operations on some invocations. */
    public Validity searchAll(BitSet invocations) {
        BitSet known = new BitSet();
        returned(invocations).forEach(known::set);
        return search(known, invocations, STEPS, MOST_PARTS);
    }

    private Validity search(BitSet known, BitSet invocations, long mostSteps, int mostParts) {
        long many = parts(invocations);
        if (many > mostParts) {
            return Validity.UNKNOWN;
        }
        int[] parts = parts(known, invocations);
        JournalHistory excerpt = h.excerpt(parts, known::get);
        var space = new SearchSpace(
                excerpt, new InvocationParts(excerpt), invocations.stream().toArray());
        var search =
                new JournalSearch(space, SearchStrategy.EXHAUSTIVE, time, mostSteps + STEPS_PER_PART * parts.length);
        Validity result = search.run();
        steps += search.steps() + many;
        return result;
    }

    private long parts(BitSet invocations) {
        return invocations.stream()
                .mapToLong(i -> groups.start[i + 1] - (long) groups.start[i])
                .sum();
    }

    /** Whether invocations are small enough for a search of some operations on them. */
    boolean isSearched(BitSet invocations) {
        return parts(invocations) <= MOST_RELAXED;
    }

    /** The invocations that operations concern. */
    public BitSet invocations(BitSet operations) {
        BitSet invocations = new BitSet();
        for (int op = operations.nextSetBit(0); op >= 0; op = operations.nextSetBit(op + 1)) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                invocations.set(h.partInvocation[p]);
            }
        }
        return invocations;
    }

    /** The parts that may matter: not of reads that are not known, nor of what begins after all that is known had ended. */
    private int[] parts(BitSet known, BitSet invocations) {
        int end = known.stream()
                .filter(op -> h.status[op] == Status.OK)
                .map(op -> h.completeRank[op])
                .max()
                .orElse(0);
        return invocations.stream()
                .flatMap(i -> Arrays.stream(groups.part, groups.start[i], groups.start[i + 1]))
                .filter(p -> h.invoked(p) <= end && (known.get(h.partOp[p]) || Kind.isWrite(h.kind[p])))
                .sorted()
                .toArray();
    }

    /** The operations on some invocations that returned. */
    IntStream returned(BitSet invocations) {
        return invocations.stream()
                .flatMap(i -> Arrays.stream(groups.part, groups.start[i], groups.start[i + 1]))
                .map(p -> h.partOp[p])
                .filter(op -> h.status[op] == Status.OK)
                .sorted()
                .distinct();
    }
}
