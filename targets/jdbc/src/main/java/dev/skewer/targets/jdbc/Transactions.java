package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/**
 * Transactions, each tried again while it loses to others. An operation is one transaction that committed, or none: what was
 * rolled back had no effect.
 */
final class Transactions {
    /** How often what lost is tried again. */
    private static final int MOST_TRIES = 50;

    private static final long SHORTEST_PAUSE_NANOS = 20_000;
    private static final int MOST_DOUBLINGS = 8;

    private Transactions() {}

    /** The statements of a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Executes them; throws {@link NoEffectException} to have everything rolled back. */
        T run(Statements statements) throws SQLException;
    }

    /** Something that had no effect where it throws. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * Commits some work.
     *
     * @param statements of a connection at a level that has transactions
     * @throws NoEffectException if it was rolled back, or changed nothing
     * @throws OutcomeUnknownException if the commit failed, and not because others won
     */
    static <T> T commit(Statements statements, Database database, Work<T> work) {
        return untilItWins(statements, database, () -> attempt(statements, database, work));
    }

    /**
     * Commits some work, or has it rolled back: what loses to others is not tried again.
     *
     * @param statements of a connection at a level that has transactions
     * @throws NoEffectException if it was rolled back, or changed nothing
     * @throws OutcomeUnknownException if the commit failed, and not because others won
     */
    static <T> T commitOnce(Statements statements, Database database, Work<T> work) {
        try {
            connect(statements, database);
            return driven(database, () -> attempt(statements, database, work));
        } catch (SQLException lost) {
            throw database.noEffect(lost);
        } catch (OutcomeUnknownException e) {
            statements.abandon();
            throw e;
        }
    }

    /**
     * Tries until it does not lose to others. A connection of which it is not known where it stands is not used again.
     *
     * @param statements of the connection; it is open when an attempt begins
     * @throws NoEffectException if it lost too often, or there is no connection any more
     * @throws OutcomeUnknownException if that is what an attempt throws, or the driver throws what no driver should
     */
    static <T> T untilItWins(Statements statements, Database database, Attempt<T> attempt) {
        try {
            return untilItWins(database, () -> {
                connect(statements, database);
                return attempt.run();
            });
        } catch (OutcomeUnknownException e) {
            statements.abandon();
            throw e;
        }
    }

    private static void connect(Statements statements, Database database) throws SQLException {
        try {
            statements.begin();
        } catch (SQLException e) {
            if (!database.isConflict(e)) {
                throw database.noEffect(e);
            }
            throw e;
        }
    }

    /**
     * Tries until it does not lose to others.
     *
     * @throws NoEffectException if it lost too often
     * @throws OutcomeUnknownException if the driver throws what no driver should
     */
    static <T> T untilItWins(Database database, Attempt<T> attempt) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (tries > 0) {
                // Those that lost to each other do not meet again at once.
                LockSupport.parkNanos(SHORTEST_PAUSE_NANOS << Math.min(tries, MOST_DOUBLINGS));
            }
            try {
                return driven(database, attempt);
            } catch (SQLException lost) {
                // It had no effect, and perhaps the next has.
            }
        }
        throw new NoEffectException("lost to other transactions " + MOST_TRIES + " times");
    }

    /** Throws what the attempt throws, but for what no driver should. */
    private static <T> T driven(Database database, Attempt<T> attempt) throws SQLException {
        try {
            return attempt.run();
        } catch (NoEffectException | OutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw database.outcomeUnknown("the driver broke down: ", e);
        }
    }

    /** Throws an {@link SQLException} if it lost to others and was rolled back. */
    private static <T> T attempt(Statements statements, Database database, Work<T> work) throws SQLException {
        T result;
        try {
            database.begin(statements.connection());
            result = work.run(statements);
        } catch (SQLException e) {
            rollBack(statements, database);
            if (!database.isConflict(e)) {
                throw database.noEffect(e);
            }
            throw e;
        } catch (NoEffectException e) {
            rollBack(statements, database);
            throw e;
        }
        try {
            database.commit(statements.connection());
            return result;
        } catch (SQLException e) {
            rollBack(statements, database);
            if (!database.isConflict(e)) {
                throw statements.mayHaveChanged() ? database.outcomeUnknown("", e) : database.noEffect(e);
            }
            throw e;
        }
    }

    private static void rollBack(Statements statements, Database database) {
        try {
            database.rollBack(statements.connection());
        } catch (SQLException e) {
            if (database.process() != null) {
                // The server rolls back what the end of a connection leaves uncommitted, or its next start does.
                statements.abandon();
                return;
            }
            throw database.outcomeUnknown("cannot roll back: ", e);
        }
    }
}
