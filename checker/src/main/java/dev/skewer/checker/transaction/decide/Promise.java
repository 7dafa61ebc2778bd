package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.EdgeType;

/** What an order of transactions is to be of. */
public enum Promise {
    /** One point of time for each transaction: its reads and writes happen at once. */
    SERIALIZABLE,
    /**
     * Two points for each: it reads all at its begin and writes all at its commit, and of two that write the same object one commits
     * before the other begins (Adya, <em>Weak Consistency</em>, 1999, §4.3; without regard to real time).
     */
    SNAPSHOT_ISOLATION;

    /** How many points of time each transaction has. */
    int points() {
        return this == SERIALIZABLE ? 1 : 2;
    }

    /** The point at which a transaction reads, and which comes after those it depends on. */
    int begin(int transaction) {
        return this == SERIALIZABLE ? transaction : 2 * transaction;
    }

    /** The point at which its writes can be seen. */
    int commit(int transaction) {
        return this == SERIALIZABLE ? transaction : 2 * transaction + 1;
    }

    /** Where a dependency begins: at the read of an anti-dependency, else at the commit. */
    int source(int transaction, int type) {
        return EdgeType.isAntidependency(type) ? begin(transaction) : commit(transaction);
    }

    /** Where a dependency ends: at the commit that an anti-dependency comes before, else at the begin. */
    int target(int transaction, int type) {
        return EdgeType.isAntidependency(type) ? commit(transaction) : begin(transaction);
    }

    /** The transaction of a point. */
    int transaction(int point) {
        return point / points();
    }
}
