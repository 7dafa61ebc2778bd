package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * Transactions, each tried again while it loses to others. An operation is one transaction that committed, or none: what was
 * rolled back had no effect.
 */
final class Transactions {
    /** How often a transaction that lost is tried again. */
    private static final int MOST_TRIES = 50;

    private static final long SHORTEST_PAUSE_NANOS = 20_000;
    private static final int MOST_DOUBLINGS = 8;

    private Transactions() {}

    /** The statements of a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Executes them; throws {@link NoEffectException} to have everything rolled back. */
        T run(Connection connection) throws SQLException;
    }

    /**
     * Commits some work.
     *
     * @param connection one that the dialect opened, at a level that has transactions
     * @throws NoEffectException if it was rolled back
     * @throws OutcomeUnknownException if the commit failed, and not because others won
     */
    static <T> T commit(Connection connection, Dialect dialect, Work<T> work) {
        SQLException lost = null;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (tries > 0) {
                // Those that lost to each other do not meet again at once.
                LockSupport.parkNanos(SHORTEST_PAUSE_NANOS << Math.min(tries, MOST_DOUBLINGS));
            }
            T result;
            try {
                dialect.begin(connection);
                result = work.run(connection);
            } catch (SQLException e) {
                rollBack(connection, dialect);
                if (!dialect.isConflict(e)) {
                    throw new NoEffectException(String.valueOf(e.getMessage()), e);
                }
                lost = e;
                continue;
            } catch (NoEffectException e) {
                rollBack(connection, dialect);
                throw e;
            }
            try {
                dialect.commit(connection);
                return result;
            } catch (SQLException e) {
                rollBack(connection, dialect);
                if (!dialect.isConflict(e)) {
                    throw new OutcomeUnknownException(String.valueOf(e.getMessage()), e);
                }
                lost = e;
            }
        }
        throw new NoEffectException("lost to other transactions " + MOST_TRIES + " times", lost);
    }

    private static void rollBack(Connection connection, Dialect dialect) {
        try {
            dialect.rollBack(connection);
        } catch (SQLException e) {
            throw new OutcomeUnknownException("cannot roll back: " + e.getMessage(), e);
        }
    }
}
