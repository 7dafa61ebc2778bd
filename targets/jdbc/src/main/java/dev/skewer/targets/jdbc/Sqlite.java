package dev.skewer.targets.jdbc;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** SQLite, in this process. */
final class Sqlite implements Dialect {
    private static final String JOURNAL_MODE = "journal-mode";
    /** With a cache that all connections share; without one there is nothing uncommitted to read. */
    private static final Level READ_UNCOMMITTED =
            Level.transaction("read-uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED);

    /** Another connection has locked the file. */
    private static final int BUSY = 5;
    /** Another connection to the same cache has locked the table. */
    private static final int LOCKED = 6;
    /** SQLITE_CONSTRAINT_PRIMARYKEY. */
    private static final int DUPLICATE_KEY = 1555;

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
                Metadata, entries and state are rows of three tables, in SQLite's journal mode WAL unless --target-option journal-mode=… says otherwise. A paired read takes the metadata \
                and then the entries that it promises: at autocommit each statement alone, at one-statement as one join, and at \
                serializable in one transaction. Writers begin with BEGIN IMMEDIATE, so that one writes at a time.

                SQLite documents that transactions are serializable and that in WAL mode a read transaction sees one snapshot \
                (https://sqlite.org/isolation.html). Two statements that are no transaction are two. At read-uncommitted all connections \
                share a cache and read what is not committed (PRAGMA read_uncommitted), which is documented for that case alone.

                Durability: async is PRAGMA synchronous=NORMAL, as usual with WAL, which survives a crash of the process but not of \
                the machine; sync is FULL.""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE),
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT,
                READ_UNCOMMITTED);
    }

    @Override
    public List<TargetOption> options() {
        return List.of(TargetOption.oneOf(
                JOURNAL_MODE,
                "SQLite's PRAGMA journal_mode.",
                List.of("wal", "delete", "truncate", "persist", "memory")));
    }

    @Override
    public DurabilityPromise promise(String durability) {
        return durability.equals("async") ? DurabilityPromise.BUFFERED_BY_SYSTEM : DurabilityPromise.DURABLE;
    }

    @Override
    public Database open(TargetSettings settings, Level level) {
        boolean isShared = level.equals(READ_UNCOMMITTED);
        return new Opened(
                "jdbc:sqlite:file:" + settings.directory().toAbsolutePath().resolve("db.sqlite")
                        + (isShared ? "?cache=shared&" : "?")
                        + "journal_mode=" + settings.options().get(JOURNAL_MODE) + "&busy_timeout=4000"
                        + "&synchronous=" + (settings.durability().equals("sync") ? "FULL" : "NORMAL"));
    }

    private static final class Opened extends Database {
        Opened(String url) {
            super(url);
        }

        /** The driver begins a transaction whenever another ends, so writers begin theirs themselves. */
        @Override
        Connection openWriter() throws SQLException {
            return open(Level.AUTOCOMMIT);
        }

        @Override
        void begin(Connection connection) throws SQLException {
            if (connection.getAutoCommit()) {
                // One that begins as a reader loses to any other writer once it writes.
                run(connection, "BEGIN IMMEDIATE");
            }
        }

        @Override
        void commit(Connection connection) throws SQLException {
            if (connection.getAutoCommit()) {
                run(connection, "COMMIT");
            } else {
                connection.commit();
            }
        }

        @Override
        void rollBack(Connection connection) throws SQLException {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                return;
            }
            try {
                run(connection, "ROLLBACK");
            } catch (SQLException e) {
                // It could not even begin.
                if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                    throw e;
                }
            }
        }

        @Override
        boolean isConflict(SQLException failure) {
            int code = failure.getErrorCode() & PRIMARY_CODE;
            return code == BUSY || code == LOCKED || failure.getErrorCode() == DUPLICATE_KEY;
        }
    }
}
