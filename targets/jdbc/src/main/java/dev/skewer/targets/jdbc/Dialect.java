package dev.skewer.targets.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What is peculiar to one database. */
interface Dialect {
    /** The name of the target. */
    String name();

    /** What it is, in one sentence. */
    String sentence();

    /** What it is, how its levels and its writers work, and what its documentation promises, in a few paragraphs. */
    String explanation();

    /** Its levels; the first is the default. */
    List<Level> levels();

    /** Its durabilities; the first is the default. */
    default List<String> durabilities() {
        return List.of("async", "sync");
    }

    /**
     * The URL of a database of a run's own.
     *
     * @param directory where its files go
     * @param durability one of its durabilities
     */
    String url(Path directory, String durability);

    /** Opens a connection for readers, or for whoever works at a level under test. */
    default Connection open(String url, Level level) throws SQLException {
        Connection connection = Drivers.connect(url);
        boolean isTransaction = level.unit() == Level.Unit.TRANSACTION;
        if (isTransaction) {
            connection.setTransactionIsolation(level.jdbc());
        }
        connection.setAutoCommit(!isTransaction);
        return connection;
    }

    /** Opens a connection for those who write what others read at the level under test, as is correct here. */
    Connection openWriter(String url) throws SQLException;

    /** Begins a transaction; as a rule the first statement does. */
    default void begin(Connection connection) throws SQLException {}

    /** Commits a transaction. */
    default void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    /** Rolls a transaction back. */
    default void rollBack(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** What makes a read of the metadata lock it for the rest of a writer's transaction; may be empty. */
    String forUpdate();

    /** Whether a transaction that failed so was rolled back whole and can be tried again. */
    boolean isConflict(SQLException failure);

    /** What must run before the database can be closed for good; called with its last connection. */
    default void shutDown(Connection connection) throws SQLException {}
}
