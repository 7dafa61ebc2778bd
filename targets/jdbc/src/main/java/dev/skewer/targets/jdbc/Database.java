package dev.skewer.targets.jdbc;

import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The database of one run: how to connect, and how its transactions begin, end and fail. */
abstract class Database {
    /** How long a client waits for an answer of a server: longer than a pause as a rule, shorter than an operation may take. */
    static final Duration ANSWER_PATIENCE = Duration.ofSeconds(4);

    private static final Duration PREPARATION_PATIENCE = Duration.ofSeconds(60);

    private final String url;
    private final Properties properties;
    private final @Nullable DatabaseProcess process;

    /** One that is reached at a URL. */
    Database(String url) {
        this(url, new Properties(), null);
    }

    /**
     * One that may have a process of its own.
     *
     * @param properties for the driver, such as who connects
     * @param process its process, if the harness started it
     */
    Database(String url, Properties properties, @Nullable DatabaseProcess process) {
        this.url = url;
        this.properties = properties;
        this.process = process;
    }

    /** Runs a statement that has no values and names its tables as they are. */
    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A new connection, as the driver makes it. */
    Connection connect() throws SQLException {
        return Drivers.connect(url, properties);
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

    /** A connection that waits longer, at {@link Level#AUTOCOMMIT}: what is made before a test begins takes as long as it takes. */
    Connection openPatiently() throws SQLException {
        Connection connection = open(Level.AUTOCOMMIT);
        if (process != null) {
            try {
                connection.setNetworkTimeout(Runnable::run, (int) PREPARATION_PATIENCE.toMillis());
            } catch (SQLFeatureNotSupportedException e) {
                // Then it waits as long as it takes.
                return connection;
            }
        }
        return connection;
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

    /**
     * The process that it runs in, where it is one that the harness started; null otherwise. It may be away, then, and rolls back what
     * a lost connection leaves uncommitted.
     */
    final @Nullable DatabaseProcess process() {
        return process;
    }

    /** Another one after each start of its process: connections of an earlier one are of no use. */
    final int epoch() {
        return process == null ? 0 : process.node().starts();
    }

    /** A query for the number of other clients' sessions that a server has; empty where there can be none. */
    String otherSessions() {
        return "";
    }

    /** A statement after which all that was committed before is in its files, whatever the durability. */
    String checkpoint() {
        return "CHECKPOINT";
    }

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
    void shutDown(Statements last, List<String> tables) throws SQLException {
        if (process != null) {
            process.close();
        }
    }

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
