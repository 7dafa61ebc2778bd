package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * The pairs of writes of which a {@link SessionGuarantee} puts the first before the second: what a process sees when it reads an object is
 * at most the write that the read returned. Nodes are micro-ops; those beyond stand for none.
 *
 * <p>Each process is gone through by itself, in its order. What it comes to know of others is known up to a place of each, so that is
 * O(n·k) of n micro-ops and k processes at the worst, up to a bound; what it knows of one object collapses to the latest read where the guarantee says
 * so ({@link KnownWrites}).
 */
final class SessionOrder {
    private static final int OFTEN = 1 << 12;
    private static final int BYTES_AN_EDGE = 24;
    /** So often a process may come to know of a write. */
    private static final long MOST_STEPS = 200_000_000;

    /** The pairs, and the order of processes where that counts. */
    final EdgeList edges = new EdgeList();
    /** How many nodes there are. */
    int nodes;
    /** The first read that saw an object before any write though it has to see {@link #missedWrite}; -1 if there is none. */
    int missingRead = -1;

    int missedWrite = -1;

    private final SessionGuarantee guarantee;
    private final ObservedMicroOps observed;
    private final SessionWrites done;
    private final TransactionHistory h;
    private final Budget budget;
    private boolean isWhole = true;
    private long steps;

    /** By object, what the process at hand knows of it, if it is of that process. */
    private final KnownWrites[] known;

    private final int[] knownStamp;
    /** By write, one more than the last process that has to see it. */
    private final int[] knownBy;
    /** By process, the end of what the one at hand knows of its writes, and of what it had read. */
    private final int[] knownWrites;

    private final int[] knownReturned;
    /** By process, one more than the one that the two are about; what another one knew is nothing to this one. */
    private final int[] knowerOf;

    private int[] learnt = new int[64];
    private int session;

    SessionOrder(
            SessionGuarantee guarantee,
            ReadSources reads,
            ObservedMicroOps observed,
            SessionWrites done,
            Budget budget) {
        this.guarantee = guarantee;
        this.observed = observed;
        this.done = done;
        this.budget = budget;
        h = reads.h;
        nodes = h.microOps;
        known = new KnownWrites[h.keys.size()];
        knownStamp = new int[h.keys.size()];
        knownBy = new int[h.microOps];
        knownWrites = new int[done.sessions.count()];
        knownReturned = new int[done.sessions.count()];
        knowerOf = new int[done.sessions.count()];
        for (session = 0; session < done.sessions.count() && isWhole; session++) {
            orderOwn();
            follow();
        }
    }

    /** Whether all pairs were found. */
    boolean isWhole() {
        return isWhole;
    }

    /** Puts what the process at hand wrote and read into the order that the guarantee gives it. */
    private void orderOwn() {
        if (guarantee.ordersWrites) {
            for (int i = done.firstWrite[session] + 1; i < done.firstWrite[session + 1]; i++) {
                edges.add(done.write[i - 1], done.write[i], EdgeType.PROCESS);
            }
        }
        if (!guarantee.ordersReadsBeforeWrites) {
            return;
        }
        int end = -1;
        int read = done.firstReturned[session];
        for (int i = done.firstWrite[session]; i < done.firstWrite[session + 1]; i++) {
            int write = done.write[i];
            for (; read < done.returnedBefore[write]; read++) {
                int next = nodes++;
                if (end >= 0) {
                    edges.pass(end, next);
                }
                edges.add(done.returned[read], next, EdgeType.PROCESS);
                end = next;
            }
            if (end >= 0) {
                edges.pass(end, write);
            }
        }
    }

    private void follow() {
        for (int i = done.sessions.first[session]; i < done.sessions.first[session + 1]; i++) {
            if (i % OFTEN == 0 && budget.exhausted()) {
                isWhole = false;
            }
            int t = done.sessions.transaction[i];
            for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t] && isWhole; m++) {
                if (!h.reads(m)) {
                    if (guarantee.seesOwnWrites) {
                        learn(m);
                    }
                } else if (observed.write[m] != ObservedMicroOps.UNKNOWN) {
                    read(m, observed.write[m]);
                }
            }
            isWhole &= (long) edges.size() * BYTES_AN_EDGE <= budget.memoryBytes();
        }
    }

    /** A read returned a write: all of its object that the process has to see is below that. */
    private void read(int read, int write) {
        KnownWrites of = known(h.key(read));
        // What a list shows behind its own transaction's appends is not known yet; these are on top of it.
        int own = h.endsWithOwn(read) ? h.transaction[read] : -1;
        boolean isKnown = write >= 0 && (guarantee.seesEarlierReads || knownBy[write] == session + 1);
        if (write == ObservedMicroOps.INITIAL) {
            miss(read, of, own);
        } else {
            join(of, own, write);
        }
        keep(of, own, write, isKnown);
        if (write >= 0) {
            see(write);
        }
        if (own >= 0 && guarantee.seesEarlierReads) {
            learn(SessionWrites.ownAppend(h, read));
        }
    }

    private void miss(int read, KnownWrites of, int own) {
        missAny(read, of.top, of.tops, own);
        missAny(read, of.below, of.belowSize, own);
    }

    /** Takes note of the first of some writes that a read misses, if it is not one of its own transaction that it has. */
    private void missAny(int read, int[] writes, int count, int own) {
        for (int i = 0; i < count && missingRead < 0; i++) {
            if (h.transaction[writes[i]] != own) {
                missingRead = read;
                missedWrite = writes[i];
            }
        }
    }

    private void join(KnownWrites of, int own, int write) {
        for (int i = 0; i < of.tops; i++) {
            if (h.transaction[of.top[i]] != own) {
                edges.add(of.top[i], write, EdgeType.WW);
            }
        }
        if (of.barrier < 0) {
            return;
        }
        if (knownBy[write] != session + 1) {
            edges.pass(of.barrier, write);
            return;
        }
        for (int i = 0; i < of.belowSize; i++) {
            edges.add(of.below[i], write, EdgeType.WW);
        }
    }

    /** Remembers that all that is known is below what a read returned. */
    private void keep(KnownWrites of, int own, int write, boolean isKnown) {
        if (write < 0) {
            return;
        }
        int kept = 0;
        int[] top = new int[own >= 0 ? of.tops : 0];
        for (int i = 0; own >= 0 && i < of.tops; i++) {
            if (h.transaction[of.top[i]] == own) {
                top[kept++] = of.top[i];
            }
        }
        if (isKnown) {
            of.replaceBy(write);
            knownBy[write] = session + 1;
        } else if (own < 0 && of.tops > 1) {
            int barrier = nodes++;
            for (int i = 0; i < of.tops; i++) {
                edges.add(of.top[i], barrier, EdgeType.WW);
            }
            if (of.barrier >= 0) {
                edges.pass(of.barrier, barrier);
            }
            of.putBelow(barrier);
            return;
        } else {
            return;
        }
        for (int i = 0; i < kept; i++) {
            of.add(top[i]);
        }
    }

    /** The process sees a write, and what comes with it. */
    private void see(int write) {
        if (guarantee.ordersWrites) {
            int s = ofKnown(write);
            for (int i = knownWrites[s]; i < done.place[write] && isWhole; i++) {
                learn(done.write[i]);
            }
            knownWrites[s] = Math.max(knownWrites[s], done.place[write]);
        }
        if (guarantee.ordersReadsBeforeWrites) {
            learnt[0] = write;
            for (int size = 1; size > 0 && isWhole; ) {
                size = seeReads(learnt[--size], size);
            }
        }
    }

    /** Learns what the process of a write had read before it; these are yet to be looked at themselves. */
    private int seeReads(int write, int from) {
        int size = from;
        int s = ofKnown(write);
        for (int i = knownReturned[s]; i < done.returnedBefore[write] && isWhole; i++) {
            if (size == learnt.length) {
                learnt = Arrays.copyOf(learnt, 2 * size);
            }
            learn(done.returned[i]);
            learnt[size++] = done.returned[i];
        }
        knownReturned[s] = Math.max(knownReturned[s], done.returnedBefore[write]);
        return size;
    }

    /** The process of a write, of which the one at hand knows something from now on. */
    private int ofKnown(int write) {
        int s = done.sessions.session[h.transaction[write]];
        if (knowerOf[s] != session + 1) {
            knowerOf[s] = session + 1;
            knownWrites[s] = done.firstWrite[s];
            knownReturned[s] = done.firstReturned[s];
        }
        return s;
    }

    /** The process has to see a write from now on. */
    private void learn(int write) {
        if (++steps % OFTEN == 0 && (steps > MOST_STEPS || budget.exhausted())) {
            isWhole = false;
        }
        if (knownBy[write] != session + 1) {
            knownBy[write] = session + 1;
            known(h.key(write)).add(write);
        }
    }

    private KnownWrites known(int key) {
        KnownWrites of = known[key];
        if (of == null) {
            of = new KnownWrites();
            known[key] = of;
        }
        if (knownStamp[key] != session + 1) {
            knownStamp[key] = session + 1;
            of.clear();
        }
        return of;
    }
}
