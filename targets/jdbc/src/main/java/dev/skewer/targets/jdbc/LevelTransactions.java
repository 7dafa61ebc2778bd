package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What an application would do at the level under test: the statements of an operation in one transaction, or each alone. A
 * transaction that loses to others is tried again.
 */
final class LevelTransactions implements AutoCloseable {
    private final Connection connection;
    private final Dialect dialect;
    private final Level level;

    /** On a connection of its own, whose level and auto-commit have been set. */
    LevelTransactions(Connection connection, Dialect dialect, Level level) {
        this.connection = connection;
        this.dialect = dialect;
        this.level = level;
    }

    Level level() {
        return level;
    }

    /**
     * Runs the statements of an operation.
     *
     * @throws NoEffectException if they were rolled back
     * @throws OutcomeUnknownException if a commit failed, or a statement after another that stays
     */
    <T> T run(Transactions.Work<T> work) {
        if (level.unit() == Level.Unit.TRANSACTION) {
            return Transactions.commit(connection, dialect, work);
        }
        try {
            return work.run(connection);
        } catch (SQLException e) {
            // A statement before it may have changed something for good.
            throw new OutcomeUnknownException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
