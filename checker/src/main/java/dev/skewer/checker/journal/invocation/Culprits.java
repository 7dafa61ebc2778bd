package dev.skewer.checker.journal.invocation;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.checker.journal.search.RestartedSearch;
import dev.skewer.checker.journal.versions.Scope;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The reads without which an invocation has an order that has none with them.
 *
 * <p>Where the outcome of writes is unknown, what contradicts an order that was chosen among several is not wrong for that: one stale read may rule
 * out each order, and in the one that was chosen other operations seem to be wrong too. So reads are left out, until the rest has an order:
 * one alone, if that is enough, or else each that no search gets past. If the rest has an order, nothing else need be wrong.
 */
final class Culprits {
    /** How many reads are tried alone, and how many are left out together, at the most. */
    private static final int MOST = 64;

    /** How many steps all searches may take together. */
    private static final long STEPS = 1 << 17;

    private static final int ORDERED = -2;

    private final JournalHistory h;
    private final Scope scope;
    private final Budget budget;
    private long left = STEPS;

    /**
     * Those of an invocation that no order explains.
     *
     * @param scope the invocation
     * @param budget what may be spent
     */
    Culprits(JournalHistory history, Scope scope, Budget budget) {
        h = history;
        this.scope = scope;
        this.budget = budget;
    }

    /**
     * Looks for them.
     *
     * @param stuckAt the operation that no order gets past
     * @param suspects operations that something was found of, in the order in which they are tried
     * @return the operations; empty if they are no reads, too many, or not found so soon
     */
    BitSet find(int stuckAt, IntStream suspects) {
        int[] reads = IntStream.concat(IntStream.concat(IntStream.of(stuckAt), suspects), before(stuckAt))
                .filter(this::isRead)
                .distinct()
                .limit(MOST)
                .toArray();
        for (int read : reads) {
            BitSet alone = new BitSet();
            alone.set(read);
            if (left > 0 && stuckWithout(alone) == ORDERED) {
                return alone;
            }
        }
        return allInTheWay(stuckAt);
    }

    /** Each read that no search gets past without those before. */
    private BitSet allInTheWay(int stuckAt) {
        BitSet found = new BitSet();
        int culprit = stuckAt;
        while (isRead(culprit) && !found.get(culprit) && found.cardinality() < MOST && left > 0) {
            found.set(culprit);
            culprit = stuckWithout(found);
            if (culprit == ORDERED) {
                return found;
            }
        }
        return new BitSet();
    }

    /** Where no order gets past if some operations are left out; ORDERED if there is an order, NONE if that is not known. */
    private int stuckWithout(BitSet operations) {
        int[] parts = Arrays.stream(scope.part, 0, scope.n)
                .filter(p -> h.status[h.partOp[p]] != Status.FAIL && !operations.get(h.partOp[p]))
                .toArray();
        JournalHistory rest = h.excerpt(parts, op -> true);
        RestartedSearch search =
                new RestartedSearch(rest, new InvocationParts(rest), new int[] {scope.invocation}, budget);
        Validity result = search.run(left);
        left -= search.steps();
        return switch (result) {
            case TRUE -> ORDERED;
            case UNKNOWN -> NONE;
            case FALSE -> operation(parts, search.stuckAt());
        };
    }

    /** The operations on the invocation that began before one, the latest first. */
    private IntStream before(int op) {
        return op == NONE
                ? IntStream.empty()
                : IntStream.range(0, scope.n)
                        .map(i -> scope.op[scope.n - 1 - i])
                        .filter(other -> h.invokeRank[other] <= h.invokeRank[op]);
    }

    /** Whether an operation only reads the invocation. */
    private boolean isRead(int op) {
        return op != NONE
                && IntStream.range(h.firstPart[op], h.firstPart[op + 1])
                        .filter(p -> h.partInvocation[p] == scope.invocation)
                        .allMatch(p -> Kind.isRead(h.kind[p]));
    }

    /** The operation that has a number in an excerpt of these parts. */
    private int operation(int[] parts, int number) {
        if (number == NONE) {
            return NONE;
        }
        return Arrays.stream(parts)
                .map(p -> h.partOp[p])
                .distinct()
                .skip(number)
                .findFirst()
                .orElse(NONE);
    }
}
