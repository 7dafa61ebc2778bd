package dev.skewer.checker.transaction.explain;

import dev.skewer.checker.EdgeType;

/** Says why one transaction depends on another: what each type of object has of its own. */
interface DependencyReasons {
    /** Why a transaction is before another in a way that is ww, wr or rw. */
    Reason of(int from, int to, EdgeType type);
}
