package dev.skewer.checker.transaction.weak;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.SetViews;

/** Which nodes stand for what a transaction has to see at a level. Nodes below the number of transactions stand for what these add. */
record SetLevelViews(TransactionHistory h, WeakLevel level) implements SetViews {
    @Override
    public int seeing(int microOp) {
        return switch (level) {
            case READ_COMMITTED, CAUSAL -> h.transaction[microOp];
            case READ_ATOMIC -> h.size + h.transaction[microOp];
            case MONOTONIC_ATOMIC_VIEW -> h.size + microOp;
        };
    }

    @Override
    public int lacking(int microOp) {
        if (level != WeakLevel.MONOTONIC_ATOMIC_VIEW) {
            return seeing(microOp);
        }
        int before = readBefore(microOp);
        return before < 0 ? NONE : h.size + before;
    }

    @Override
    public int firstFree() {
        return switch (level) {
            case READ_COMMITTED, CAUSAL -> h.size;
            case READ_ATOMIC -> Math.multiplyExact(2, h.size);
            case MONOTONIC_ATOMIC_VIEW -> Math.addExact(h.size, h.microOps);
        };
    }

    /** The transaction that a node is of. */
    int transaction(int node) {
        return node < h.size
                ? node
                : level == WeakLevel.MONOTONIC_ATOMIC_VIEW ? h.transaction[node - h.size] : node - h.size;
    }

    /** The first read of a transaction that may lack what a node comes before. */
    int firstLacking(int node) {
        return level == WeakLevel.MONOTONIC_ATOMIC_VIEW ? node - h.size + 1 : h.firstMicroOp[transaction(node)];
    }

    /**
     * Joins the nodes with each other.
     *
     * @param edges takes the edges
     * @param free the first number that is free for nodes that stand for nothing
     * @param tookEffect 0 for transactions that did not
     * @param countsSessions whether a transaction sees those of its process before it, if the level has it so
     * @return the number after those of all nodes
     */
    int join(EdgeList edges, int free, byte[] tookEffect, boolean countsSessions) {
        int nodes = free;
        if (level == WeakLevel.MONOTONIC_ATOMIC_VIEW) {
            for (int m = 0; m < h.microOps; m++) {
                int before = h.reads(m) ? readBefore(m) : NONE;
                if (before >= 0 && h.status[h.transaction[m]] == OK) {
                    edges.pass(h.size + before, h.size + m);
                }
            }
        } else if (countsSessions && level == WeakLevel.READ_ATOMIC) {
            var latest = new LongIntMap();
            for (int t = 0; t < h.size; t++) {
                if (tookEffect[t] != 0) {
                    long key = h.process[t] - (long) Integer.MIN_VALUE;
                    int before = latest.get(key);
                    if (before != LongIntMap.MISSING) {
                        edges.pass(before, h.size + t);
                        edges.pass(before, nodes);
                    }
                    edges.add(t, nodes, EdgeType.PROCESS);
                    latest.put(key, nodes++);
                }
            }
        }
        return nodes;
    }

    private int readBefore(int microOp) {
        for (int m = microOp - 1; m >= h.firstMicroOp[h.transaction[microOp]]; m--) {
            if (h.reads(m)) {
                return m;
            }
        }
        return NONE;
    }
}
