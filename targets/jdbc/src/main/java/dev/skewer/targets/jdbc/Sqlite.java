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
    public List<String> durabilities() {
        return List.of("async", "sync");
    }

    @Override
    public String url(Path directory, String durability) {
        return "jdbc:sqlite:" + directory.toAbsolutePath().resolve("db.sqlite") + "?journal_mode=WAL&busy_timeout=4000"
                + "&synchronous=" + (durability.equals("sync") ? "FULL" : "NORMAL");
    }

    @Override
    public Connection openWriter(String url) throws SQLException {
        // A deferred transaction, which is the driver's default, loses to any other writer once it writes.
        return open(
                url + "&transaction_mode=IMMEDIATE", Level.transaction("writer", Connection.TRANSACTION_SERIALIZABLE));
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
