package dev.skewer.checker.transaction.decide;

import java.util.Arrays;

/**
 * A guess of when transactions happened. Databases commit within a call, so commits are taken to be in the order in which calls ended,
 * as far as what is known allows; but snapshots may be old, so a transaction that has a begin of its own, or nothing but reads, is
 * taken to have seen no more than it must: what it read, and what it wrote over.
 */
final class Guess {
    private final OrderProblem problem;
    private final int[] begin;
    private final int[] commit;
    /** By transaction, which commit it is if all happen in the guessed order. */
    private final int[] rank;
    /** The transactions in that order. */
    private final int[] order;

    /**
     * Guesses.
     *
     * @param begin by transaction, a moment before which it did not happen, if all went as it usually does
     * @param commit by transaction, a moment at which it had happened
     */
    Guess(OrderProblem problem, Promise promise, KnownGraph graph, int[] begin, int[] commit) {
        this.problem = problem;
        this.begin = begin;
        this.commit = commit;
        int[] hint = new int[graph.nodes()];
        Arrays.fill(hint, Integer.MIN_VALUE);
        for (int t = 0; t < problem.transactions(); t++) {
            hint[promise.commit(t)] = commit[t];
        }
        rank = new int[problem.transactions()];
        order = new int[problem.transactions()];
        int[] place = GuessedOrder.places(graph, GuessedOrder.NO_EDGES, hint);
        long[] commits = new long[problem.transactions()];
        for (int t = 0; t < commits.length; t++) {
            commits[t] = (long) place[promise.commit(t)] << 32 | t;
        }
        Arrays.sort(commits);
        for (int i = 0; i < commits.length; i++) {
            order[i] = (int) commits[i];
            rank[order[i]] = i;
        }
    }

    /** By point, a number; smaller ones are guessed to be earlier. */
    int[] hints(Promise promise, int points) {
        int[] hint = new int[points];
        Arrays.fill(hint, Integer.MIN_VALUE);
        OpenVersions versions = problem.versions();
        Grouped reads = versions.readsByTransaction(problem.transactions());
        Grouped writes = versions.writesByTransaction(problem.transactions());
        int[] latest = new int[versions.objects()];
        Arrays.fill(latest, -1);
        Snapshots snapshots = new Snapshots(versions, rank, order, writes);
        for (int t : order) {
            int seen = -1;
            for (int i = reads.first()[t]; i < reads.first()[t + 1]; i++) {
                seen = Math.max(seen, rank[versions.writer(reads.item()[i])]);
            }
            seen = snapshots.earliest(t, seen);
            boolean isReader = writes.first()[t] == writes.first()[t + 1];
            for (int i = writes.first()[t]; i < writes.first()[t + 1]; i++) {
                int object = versions.object(writes.item()[i]);
                seen = Math.max(seen, latest[object]);
                latest[object] = rank[t];
            }
            hint[promise.begin(t)] = 2 * seen + 1;
            hint[promise.commit(t)] = isReader ? 2 * seen + 1 : 2 * rank[t];
        }
        return hint;
    }

    /** Which commit a transaction is if all happen in the guessed order. */
    int rank(int transaction) {
        return rank[transaction];
    }

    /** Whether two transactions may have committed in either order as far as their calls go. */
    boolean isConcurrent(int one, int other) {
        return begin[one] <= commit[other] && begin[other] <= commit[one];
    }
}
