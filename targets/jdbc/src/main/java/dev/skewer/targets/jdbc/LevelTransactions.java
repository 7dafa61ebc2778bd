package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.sql.SQLException;

/**
 * What an application would do at the level under test: the statements of an operation in one transaction, or each alone. What
 * loses to others is tried again.
 */
final class LevelTransactions implements AutoCloseable {
    private final Statements statements;
    private final Database database;
    private final Level level;

    /**
     * On a connection of its own.
     *
     * @throws SQLException if that cannot be opened
     */
    LevelTransactions(Database database, Level level) throws SQLException {
        this.statements = new Statements(() -> database.open(level), database);
        this.database = database;
        this.level = level;
    }

    /** Whether an operation is one statement where that can be. */
    boolean isOneStatement() {
        return level.unit() == Level.Unit.JOIN;
    }

    /**
     * Runs the statements of an operation.
     *
     * @throws NoEffectException if they were rolled back
     * @throws OutcomeUnknownException if a commit failed, or a statement that may stay or comes after another that does
     */
    <T> T run(Transactions.Work<T> work) {
        // A statement before one that lost may have changed something for good.
        return run(work, false);
    }

    /**
     * Runs the statements of an operation of which the last one alone changes something, if any does: so one that fails left
     * nothing behind.
     *
     * @throws NoEffectException if they had no effect
     * @throws OutcomeUnknownException if a commit or the last statement failed, and not because others won
     */
    <T> T runOneChange(Transactions.Work<T> work) {
        return run(work, true);
    }

    /**
     * Runs the statements of an operation, as {@link #run} does, but for good or not at all: what loses to others is not tried again.
     *
     * @param work its statements are {@link #step steps}
     * @throws NoEffectException if they were rolled back
     * @throws OutcomeUnknownException if a commit failed, or a statement that may stay or comes after another that does
     */
    <T> T runOnce(Transactions.Work<T> work) {
        return level.unit() == Level.Unit.TRANSACTION
                ? Transactions.commitOnce(statements, database, work)
                : run(work, false);
    }

    /**
     * Runs one step of an operation, which reads, or of which the last statement alone changes something. Where each statement stands
     * alone, a step that loses to others is tried again, as nothing is rolled back for it.
     *
     * @throws SQLException if it failed, in a transaction also if it lost to others
     */
    <T> T step(Transactions.Work<T> work) throws SQLException {
        if (level.unit() == Level.Unit.TRANSACTION) {
            return work.run(statements);
        }
        try {
            return Transactions.untilItWins(database, () -> {
                try {
                    return work.run(statements);
                } catch (SQLException e) {
                    if (database.isConflict(e)) {
                        throw e;
                    }
                    throw database.noEffect(e);
                }
            });
        } catch (NoEffectException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** Runs statements; where each stands alone, those that lose to others are tried again only if they left nothing behind. */
    private <T> T run(Transactions.Work<T> work, boolean leavesNothing) {
        if (level.unit() == Level.Unit.TRANSACTION) {
            return Transactions.commit(statements, database, work);
        }
        return Transactions.untilItWins(statements, database, () -> {
            try {
                return work.run(statements);
            } catch (SQLException e) {
                if (leavesNothing && database.isConflict(e)) {
                    throw e;
                }
                if (!statements.mayHaveChanged()) {
                    statements.abandon();
                    throw database.noEffect(e);
                }
                throw database.outcomeUnknown("", e);
            }
        });
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
