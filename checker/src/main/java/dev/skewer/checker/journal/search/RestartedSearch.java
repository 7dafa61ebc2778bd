package dev.skewer.checker.journal.search;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.search.SearchStrategy.Thrift;
import java.util.BitSet;
import java.util.List;

/**
 * Searches all of a history, or some invocations, with growing effort. Among many writes of unknown outcome a search that
 * goes wrong early may look for long where nothing is, while another that prefers something else there is through at
 * once: so it is tried briefly with what is likely only, then with everything, then again and again with other preferences
 * (Gomes, Selman and Kautz, <em>Boosting combinatorial search through randomization</em>, AAAI 1998), and with more
 * patience each time. Preferences come from fixed seeds, and effort is counted in steps: the result is the same on each
 * machine, as far as time and memory allow.
 */
public final class RestartedSearch {
    private static final List<Thrift> MOST_LIKELY_FIRST = List.of(Thrift.ALL, Thrift.UNTRACED, Thrift.NONE);

    private final SearchSpace space;
    private final Budget budget;
    private final BitSet untraced = new BitSet();
    private int[] order = {};
    private int stuckAt = JournalHistory.NONE;
    private long seed;
    private long steps;

    /**
     * A search over some invocations.
     *
     * @param h the history
     * @param groups its parts by invocation
     * @param invocations which
     * @param budget what it may cost
     */
    public RestartedSearch(JournalHistory h, InvocationParts groups, int[] invocations, Budget budget) {
        this.budget = budget;
        space = new SearchSpace(h, groups, invocations);
    }

    /**
     * Searches; each call goes on with more effort.
     *
     * @param stepLimit after how many steps in all it gives up for now
     */
    public Validity run(long stepLimit) {
        long patience = 8L * space.events.length + (1 << 14);
        for (; steps < stepLimit && !budget.exhausted(); seed++) {
            for (Thrift thrift : MOST_LIKELY_FIRST) {
                Validity result = attempt(new SearchStrategy(thrift, seed, untraced), patience * luby(seed + 1));
                if (result == Validity.TRUE || (result == Validity.FALSE && thrift == Thrift.NONE)) {
                    return result;
                }
                if (steps >= stepLimit || budget.exhausted()) {
                    break;
                }
            }
        }
        return Validity.UNKNOWN;
    }

    /**
     * The i-th term, from 1, of 1, 1, 2, 1, 1, 2, 4, …: within a logarithmic factor of the best patience that one could
     * have known (Luby, Sinclair and Zuckerman, <em>Optimal speedup of Las Vegas algorithms</em>, 1993).
     */
    private static long luby(long i) {
        long power = Long.highestOneBit(i + 1);
        return power == i + 1 ? power >> 1 : luby(i - power + 1);
    }

    private Validity attempt(SearchStrategy strategy, long patience) {
        JournalSearch search = new JournalSearch(space, strategy, budget, patience);
        Validity result = search.run();
        steps += search.steps();
        untraced.or(search.untraced());
        if (result == Validity.TRUE) {
            order = search.order();
        }
        if (strategy.thrift() == Thrift.NONE) {
            stuckAt = search.stuckAt();
        }
        return result;
    }

    /** The order found. */
    public int[] order() {
        return order;
    }

    /** The operation whose completion came before it could be placed, in the last attempt that left nothing out; or NONE. */
    public int stuckAt() {
        return stuckAt;
    }

    /** How many steps all attempts took together. */
    public long steps() {
        return steps;
    }
}
