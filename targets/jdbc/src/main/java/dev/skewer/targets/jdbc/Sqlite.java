package dev.skewer.targets.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** SQLite, in this process, with a write-ahead log. */
final class Sqlite implements Dialect {
    private static final int BUSY = 5;
    private static final int PRIMARY_CODE = 0xff;

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String sentence() {
        return "SQLite, a database in this process, with the journal in tables.";
    }

    @Override
    public String explanation() {
        return """
                Metadata, entries and state are rows of three tables, in SQLite's journal mode WAL. A paired read takes the metadata \
                and then the entries that it promises: at autocommit each statement alone, at one-statement as one join, and at \
                serializable in one transaction. Writers begin with BEGIN IMMEDIATE, so that one writes at a time.

                SQLite documents that transactions are serializable and that in WAL mode a read transaction sees one snapshot \
                (https://sqlite.org/isolation.html). Two statements that are no transaction are two.

                Durability: async is PRAGMA synchronous=NORMAL, as usual with WAL, which survives a crash of the process but not of \
                the machine; sync is FULL.""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE),
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT);
    }

    @Override
    public String url(Path directory, String durability) {
        return "jdbc:sqlite:" + directory.toAbsolutePath().resolve("db.sqlite") + "?journal_mode=WAL&busy_timeout=4000"
                + "&synchronous=" + (durability.equals("sync") ? "FULL" : "NORMAL");
    }

    /** The driver begins a transaction whenever another ends, so writers begin theirs themselves. */
    @Override
    public Connection openWriter(String url) throws SQLException {
        return open(url, Level.AUTOCOMMIT);
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            // One that begins as a reader loses to any other writer once it writes.
            Statements.run(connection, "BEGIN IMMEDIATE");
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            Statements.run(connection, "COMMIT");
        } else {
            connection.commit();
        }
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            return;
        }
        try {
            Statements.run(connection, "ROLLBACK");
        } catch (SQLException e) {
            // It could not even begin.
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    public boolean isConflict(SQLException failure) {
        return (failure.getErrorCode() & PRIMARY_CODE) == BUSY;
    }
}
