package dev.skewer.checker.journal.invocation;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.search.RestartedSearch;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The order that a search found of all operations on some invocations: those that could not be placed one by one, because
 * what one of them chose does not agree with what another did.
 */
public final class JointOrder {
    /** A brief search takes so many steps at the most, and so many more for each part. */
    private static final long LEAST_STEPS = 1 << 12;

    private static final long STEPS_PER_PART = 32;

    private static final int[] NOTHING = {};

    private final JournalHistory h;
    private final InvocationParts groups;
    private final Budget budget;
    private final BitSet members = new BitSet();
    private int[] order = NOTHING;
    private final Map<Integer, int[]> orderOf = new HashMap<>();

    public JointOrder(JournalHistory history, InvocationParts groups, Budget budget) {
        h = history;
        this.groups = groups;
        this.budget = budget;
    }

    /** How many steps are few for a search of so many parts: several times as many as where nothing is open. */
    static long steps(long parts) {
        return LEAST_STEPS + STEPS_PER_PART * parts;
    }

    /** Whether an invocation is one of them. */
    public boolean has(int invocation) {
        return members.get(invocation);
    }

    /** The invocations. */
    public BitSet members() {
        return members;
    }

    /** The operations in an order that explains all of the invocations. */
    int[] order() {
        return order;
    }

    /** Those of them that concern one of the invocations. */
    public int[] orderOf(int invocation) {
        return orderOf.getOrDefault(invocation, NOTHING);
    }

    /**
     * Looks for an order of these invocations and others, if that takes few steps and they are the smaller part of the
     * history.
     *
     * @return whether there is one; otherwise there are no members any more
     */
    public boolean extend(BitSet others) {
        members.or(others);
        int[] invocations = members.stream().toArray();
        long parts = 0;
        for (int i : invocations) {
            parts += groups.start[i + 1] - groups.start[i];
        }
        if (2 * parts <= groups.part.length) {
            RestartedSearch search = new RestartedSearch(h, groups, invocations, budget);
            if (search.run(steps(parts)) == Validity.TRUE) {
                order = search.order();
                sortByInvocation();
                return true;
            }
        }
        members.clear();
        order = NOTHING;
        return false;
    }

    private void sortByInvocation() {
        Map<Integer, IntStream.Builder> lists = new HashMap<>();
        for (int op : order) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                boolean isFirst = true;
                for (int q = h.firstPart[op]; q < p; q++) {
                    isFirst &= h.partInvocation[q] != h.partInvocation[p];
                }
                if (isFirst && members.get(h.partInvocation[p])) {
                    lists.computeIfAbsent(h.partInvocation[p], i -> IntStream.builder())
                            .add(op);
                }
            }
        }
        orderOf.clear();
        lists.forEach((i, list) -> orderOf.put(i, list.build().toArray()));
    }
}
