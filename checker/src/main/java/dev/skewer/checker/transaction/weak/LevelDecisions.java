package dev.skewer.checker.transaction.weak;

/** Decides which weak levels a history has an execution of. */
public interface LevelDecisions {
    /**
     * Decides a level.
     *
     * @param countsSessions whether the order of each process counts
     */
    Decision decide(WeakLevel level, boolean countsSessions);
}
