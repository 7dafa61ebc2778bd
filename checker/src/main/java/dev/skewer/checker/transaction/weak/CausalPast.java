package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.Budget;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * What each transaction has to see at {@link WeakLevel#CAUSAL}, and the orders that its reads force: the sources of its reads, theirs,
 * and so on, and where sessions count, what their processes did before.
 *
 * <p>Transactions are laid in chains along these reasons; so what a transaction has to see is a prefix of each chain, and one number a
 * chain says all: a vector clock (Fidge, Mattern). Of each object that it reads and each chain, the last writer in that prefix has to
 * commit before the source of the read. O(n·k·log n) of n micro-ops and k chains, of which there are at most as many as processes if
 * sessions count (AWDIT, PLDI 2025, has O(n·k)), and 4·k bytes a transaction.
 */
final class CausalPast {
    private static final int OFTEN = 1 << 12;

    private final ReadSources reads;
    private final TransactionHistory h;
    private final TransactionGraph past;
    private final Budget budget;

    /** Transactions that took effect, each after those that it has to see. */
    private final int[] order;

    private int ordered;
    /** By transaction, its chain, and its place there from 1 up. */
    private final int[] chain;

    private final int[] place;
    private int chains;
    /** By transaction and chain, up to which place it has to see that. */
    private int[][] clocks = new int[0][];

    private boolean isDecided;
    private final ForcedOrder forced;

    /**
     * Finds all that is forced.
     *
     * @param past from each transaction to those that have to see it directly; without cycles
     */
    CausalPast(ReadSources reads, KeyWriters writers, TransactionGraph past, Budget budget) {
        this.reads = reads;
        this.past = past;
        this.budget = budget;
        h = reads.h;
        forced = new ForcedOrder(budget.memoryBytes());
        order = new int[h.size];
        chain = new int[h.size];
        place = new int[h.size];
        sort();
        if (16L * h.size + 4L * chains * (ordered + 4L) <= budget.memoryBytes()) {
            isDecided = findClocks() && force(writers) && forced.isWhole();
        }
    }

    /** Whether the budget allowed to find all; what was found is right in any case. */
    boolean isDecided() {
        return isDecided;
    }

    ForcedOrder forced() {
        return forced;
    }

    /** Sorts transactions topologically, and lays each in the chain of one before it that is the last there. */
    private void sort() {
        int[] waiting = new int[h.size];
        for (int i = 0; i < past.edges(); i++) {
            waiting[past.target(i)]++;
        }
        int[] last = new int[16];
        Arrays.fill(chain, -1);
        for (int t = 0; t < h.size; t++) {
            if (reads.tookEffect[t] != 0 && waiting[t] == 0) {
                order[ordered++] = t;
            }
        }
        for (int i = 0; i < ordered; i++) {
            int t = order[i];
            if (chain[t] < 0) {
                if (chains == last.length) {
                    last = Arrays.copyOf(last, 2 * chains);
                }
                chain[t] = chains++;
                place[t] = 1;
            }
            last[chain[t]] = t;
            for (int at = past.first(t); at < past.first(t + 1); at++) {
                int next = past.target(at);
                if (chain[next] < 0 && last[chain[t]] == t) {
                    chain[next] = chain[t];
                    place[next] = place[t] + 1;
                    last[chain[t]] = next;
                }
                if (--waiting[next] == 0) {
                    order[ordered++] = next;
                }
            }
        }
    }

    private boolean findClocks() {
        clocks = new int[h.size][];
        for (int i = 0; i < ordered; i++) {
            clocks[order[i]] = new int[chains];
        }
        for (int i = 0; i < ordered; i++) {
            if (i % OFTEN == 0 && budget.exhausted()) {
                return false;
            }
            int t = order[i];
            int[] clock = clocks[t];
            for (int at = past.first(t); at < past.first(t + 1); at++) {
                int[] next = clocks[past.target(at)];
                for (int c = 0; c < chains; c++) {
                    next[c] = Math.max(next[c], clock[c]);
                }
                next[chain[t]] = Math.max(next[chain[t]], place[t]);
            }
        }
        return true;
    }

    private boolean force(KeyWriters writers) {
        ChainWriters inChains = new ChainWriters(reads, writers, order, ordered, chain, chains);
        int[] readBy = new int[h.keys.size()];
        int[] readFrom = new int[h.keys.size()];
        Arrays.fill(readBy, -1);
        for (int i = 0; i < ordered; i++) {
            if (i % OFTEN == 0 && budget.exhausted()) {
                return false;
            }
            int t = order[i];
            for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
                int source = reads.source[m];
                int key = h.key(m);
                if (source >= ReadSources.INITIAL && (readBy[key] != t || readFrom[key] != source)) {
                    readBy[key] = t;
                    readFrom[key] = source;
                    force(m, source, clocks[t], inChains);
                }
            }
        }
        return true;
    }

    private void force(int read, int source, int[] clock, ChainWriters writers) {
        int key = h.key(read);
        for (int segment = writers.firstSegment[key]; segment < writers.firstSegment[key + 1]; segment++) {
            int c = writers.segmentChain[segment];
            int writer = writers.last(segment, clock[c], place);
            // What the source itself has to see is before it anyway.
            if (writer >= 0 && writer != source && (source < 0 || clocks[source][c] < place[writer])) {
                forced.add(writer, source, read);
            }
        }
    }
}
