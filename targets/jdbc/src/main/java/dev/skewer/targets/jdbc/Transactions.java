package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs the transactions of one writer, each again while it loses to others. An operation is one transaction that committed, or
 * none: what was rolled back had no effect.
 */
final class Transactions implements AutoCloseable {
    /** How often a transaction that lost is tried again. */
    private static final int MOST_TRIES = 50;

    private final Connection connection;
    private final Dialect dialect;

    Transactions(Connection connection, Dialect dialect) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        connection.setAutoCommit(false);
    }

    /** The statements of a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Executes them; throws {@link NoEffectException} to have everything rolled back. */
        T run(Connection connection) throws SQLException;
    }

    /**
     * Commits some work.
     *
     * @throws NoEffectException if it was rolled back
     * @throws OutcomeUnknownException if the commit failed, and not because others won
     */
    <T> T commit(Work<T> work) {
        SQLException lost = null;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            T result;
            try {
                dialect.beginWrite(connection);
                result = work.run(connection);
            } catch (SQLException e) {
                rollBack();
                if (!dialect.isConflict(e)) {
                    throw new NoEffectException(String.valueOf(e.getMessage()), e);
                }
                lost = e;
                continue;
            } catch (NoEffectException e) {
                rollBack();
                throw e;
            }
            try {
                connection.commit();
                return result;
            } catch (SQLException e) {
                rollBack();
                if (!dialect.isConflict(e)) {
                    throw new OutcomeUnknownException(String.valueOf(e.getMessage()), e);
                }
                lost = e;
            }
        }
        throw new NoEffectException("lost to other transactions " + MOST_TRIES + " times", lost);
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new OutcomeUnknownException("cannot roll back: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
