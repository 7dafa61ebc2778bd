package dev.skewer.targets.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The statements of one connection. Their text names each table with a tilde before it, see {@link Database#sql}. */
final class Statements implements AutoCloseable {
    private final Source source;
    private final Database database;
    /** Null once it has been abandoned, and before it is needed where the database may be away. */
    private @Nullable Connection connection;
    /** The database's {@linkplain Database#epoch() epoch} in which it was opened. */
    private int epoch;

    private boolean mayHaveChanged;

    /** Where connections come from, with level and auto-commit as they are to be. */
    @FunctionalInterface
    interface Source {
        /** A new one. */
        Connection open() throws SQLException;
    }

    /**
     * Statements of a connection that is opened now; where the database may be away, when it is needed.
     *
     * @throws SQLException if it cannot be
     */
    Statements(Source source, Database database) throws SQLException {
        this.source = source;
        this.database = database;
        if (database.process() == null) {
            connection();
        }
    }

    /**
     * What they run on: a new connection, if the last one was abandoned.
     *
     * @throws SQLException if that cannot be opened; then nothing happened
     */
    Connection connection() throws SQLException {
        if (connection == null) {
            epoch = database.epoch();
            connection = source.open();
        }
        return connection;
    }

    /**
     * An operation begins, or begins again: its connection is there, and not one to a server that is no more, and nothing has been
     * changed by it.
     *
     * @throws SQLException if there is no connection to be had
     */
    void begin() throws SQLException {
        if (connection != null && epoch != database.epoch()) {
            abandon();
        }
        mayHaveChanged = false;
        connection();
    }

    /** Whether something was sent since {@link #begin} that may have changed rows, if it stays. */
    boolean mayHaveChanged() {
        return mayHaveChanged;
    }

    /**
     * Lets go of a connection of which it is not known where it stands, as a pool of connections does: a transaction that it has
     * open, with half of an operation in it, must not become part of the next one.
     */
    void abandon() {
        Connection broken = connection;
        connection = null;
        if (broken == null) {
            return;
        }
        try (broken) {
            if (!broken.getAutoCommit()) {
                broken.rollback();
            }
        } catch (SQLException | RuntimeException | StackOverflowError e) {
            // It was broken before.
            return;
        }
    }

    /** Prepares one. */
    PreparedStatement prepare(String sql) throws SQLException {
        return connection().prepareStatement(database.sql(sql));
    }

    /** Runs one that has no values, such as a definition. */
    void run(String sql) throws SQLException {
        Database.run(connection(), database.sql(sql));
    }

    /** Executes one that changes rows; returns how many. */
    int execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, values);
            mayHaveChanged = true;
            return statement.executeUpdate();
        }
    }

    /** Updates a row, or inserts it if there is none; a change at most, the last statement. Both take the same values. */
    void put(String update, String insert, Object... values) throws SQLException {
        if (execute(update, values) == 0) {
            execute(insert, values);
        }
    }

    /** The number in the first column of the first row that a query finds; null if it finds none. */
    @Nullable Long number(String sql, Object... values) throws SQLException {
        return first(sql, rows -> rows.getLong(1), values);
    }

    /** What is in the first row that a query finds; null if it finds none. */
    <T> @Nullable T first(String sql, Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? row.read(rows) : null;
            }
        }
    }

    /** Takes what is in each row that a query finds. */
    void forEach(String sql, RowSink sink, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.take(rows);
                }
            }
        }
    }

    /** Takes the row that a result stands at. */
    @FunctionalInterface
    interface RowSink {
        void take(ResultSet rows) throws SQLException;
    }

    /** Reads the row that a result stands at. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Closes the connection, if there is one. */
    @Override
    public void close() throws SQLException {
        if (database.process() != null) {
            // It may be broken, which is no news.
            abandon();
        } else if (connection != null) {
            connection.close();
        }
    }
}
