package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.column.LongIntMap;
import java.util.Arrays;

/**
 * The two orders that clients can see, as edges: that of each process, and real time. Both are linear in transactions: of a process only
 * neighbours are joined, and real time goes over one chain of nodes that stand for moments. A transaction that returned leads to the
 * next moment, moments to each other, and each to the transactions that were invoked after it.
 */
public final class SessionOrders {
    private SessionOrders() {}

    /**
     * The order of each process.
     *
     * @param process who invoked each transaction, in order of invocation
     * @param tookEffect 0 for those that did not, or may not have, and are left out
     */
    public static EdgeList processes(int[] process, byte[] tookEffect, int transactions) {
        EdgeList edges = new EdgeList();
        LongIntMap latest = new LongIntMap();
        for (int t = 0; t < transactions; t++) {
            if (tookEffect[t] != 0) {
                long key = process[t] - (long) Integer.MIN_VALUE;
                int before = latest.get(key);
                if (before != LongIntMap.MISSING) {
                    edges.add(before, t, EdgeType.PROCESS);
                }
                latest.put(key, t);
            }
        }
        return edges;
    }

    /**
     * Real time.
     *
     * @param edges takes the edges
     * @param invoked the rank of each invocation, ascending
     * @param completed the rank of each completion; {@link Integer#MAX_VALUE} if there is none
     * @param tookEffect 0 for those that are left out
     * @param firstMoment the first number that is free for a node
     * @return the number after those of all nodes
     */
    public static int realTime(
            EdgeList edges, int[] invoked, int[] completed, byte[] tookEffect, int transactions, int firstMoment) {
        long[] completions = new long[transactions];
        int size = 0;
        for (int t = 0; t < transactions; t++) {
            if (tookEffect[t] != 0 && completed[t] != Integer.MAX_VALUE) {
                completions[size++] = (long) completed[t] << 32 | t;
            }
        }
        Arrays.sort(completions, 0, size);
        int moment = -1;
        int next = firstMoment;
        int done = 0;
        for (int t = 0; t < transactions; t++) {
            if (tookEffect[t] == 0) {
                continue;
            }
            int from = done;
            while (done < size && completions[done] >>> 32 < invoked[t]) {
                done++;
            }
            if (done > from) {
                if (moment >= 0) {
                    edges.pass(moment, next);
                }
                moment = next++;
                for (int i = from; i < done; i++) {
                    edges.add((int) completions[i], moment, EdgeType.REALTIME);
                }
            }
            if (moment >= 0) {
                edges.pass(moment, t);
            }
        }
        return next;
    }
}
