package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The database of one run: how to connect, and how its transactions begin, end and fail. */
abstract class Database {
    private final String url;

    /** One that is reached at a URL. */
    Database(String url) {
        this.url = url;
    }

    /** Runs a statement that has no values and names its tables as they are. */
    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A new connection, as the driver makes it. */
    Connection connect() throws SQLException {
        return Drivers.connect(url);
    }

    /** A connection for readers, or for whoever works at a level under test. */
    Connection open(Level level) throws SQLException {
        Connection connection = connect();
        try {
            boolean isTransaction = level.unit() == Level.Unit.TRANSACTION;
            if (isTransaction) {
                connection.setTransactionIsolation(level.jdbc());
            }
            connection.setAutoCommit(!isTransaction);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection for those who write what others read at the level under test, as is correct here. */
    abstract Connection openWriter() throws SQLException;

    /** Begins a transaction; as a rule the first statement does. */
    void begin(Connection connection) throws SQLException {}

    /** Commits a transaction. */
    void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    /** Rolls a transaction back. */
    void rollBack(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** What makes a read of the metadata lock it for the rest of a writer's transaction; may be empty. */
    String forUpdate() {
        return "";
    }

    /** Whether a statement that failed so had no effect and can be tried again, in a transaction once that is rolled back. */
    abstract boolean isConflict(SQLException failure);

    /** The text of a statement with the names that tables have here: what follows a tilde is one. */
    String sql(String text) {
        return text.replace("~", "");
    }

    /**
     * Lets go of the database for good.
     *
     * @param last its last connection, which is closed after it
     * @param tables those that were made, named with a tilde
     */
    void shutDown(Statements last, List<String> tables) throws SQLException {}

    /** A statement failed, and nothing happened. */
    NoEffectException noEffect(SQLException failure) {
        return new NoEffectException(String.valueOf(failure.getMessage()), failure);
    }

    /** A statement failed, and it is not known what happened. */
    OutcomeUnknownException outcomeUnknown(String before, Throwable failure) {
        String what = failure instanceof SQLException ? failure.getMessage() : failure.toString();
        return new OutcomeUnknownException(before + what, failure);
    }
}
