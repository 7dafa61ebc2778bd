package dev.skewer.checker.transaction.level;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.Successors;

/**
 * Cycles that have a name of their own by their shape: how many anti-dependencies lie in one. A write skew is two transactions with an
 * anti-dependency each way. A long fork is two writers and two readers, of which each saw one of the writers and has an anti-dependency
 * to the other. Up to a bound of edges that are looked at; there may be more of them than are counted then.
 */
final class CycleShapes {
    /** A kind of {@link CycleKind#G2_ITEM}. */
    static final String WRITE_SKEW = "write-skew";
    /** A kind of {@link CycleKind#G_NONADJACENT}. */
    static final String LONG_FORK = "long-fork";

    private static final long MOST_STEPS = 10_000_000;

    private final Successors antidependent;
    private final Successors readers;
    private final Successors sources;
    private long left = MOST_STEPS;
    private long writeSkews;
    private long longForks;

    CycleShapes(CyclicPart part) {
        antidependent = Successors.of(part, EdgeType.RW, MOST_STEPS);
        readers = Successors.of(part, EdgeType.WR, MOST_STEPS);
        sources = readers.reversed();
        for (int node = 0; node < part.transactions() && left > 0; node++) {
            for (int next : antidependent.of(node)) {
                writeSkews += isSkewed(node, next) ? 1 : 0;
                longForks += isForked(node, next) ? 1 : 0;
            }
        }
    }

    /** How many anti-dependencies lie in a write skew. */
    long writeSkews() {
        return writeSkews;
    }

    /** How many lie in a long fork. */
    long longForks() {
        return longForks;
    }

    private boolean isSkewed(int one, int other) {
        left--;
        return antidependent.has(other, one);
    }

    /** Whether a reader that missed a writer is part of a fork. */
    private boolean isForked(int reader, int missed) {
        for (int other : readers.of(missed)) {
            for (int writer : other == reader ? new int[0] : antidependent.of(other)) {
                if (--left <= 0) {
                    return false;
                }
                if (writer != missed && sources.has(reader, writer)) {
                    return true;
                }
            }
        }
        return false;
    }
}
