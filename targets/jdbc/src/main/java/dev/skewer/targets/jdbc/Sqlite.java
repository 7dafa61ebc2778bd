package dev.skewer.targets.jdbc;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SQLite, in this JVM or in one of its own. */
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

    /** {@code PRAGMA synchronous}, by the durability. */
    private static final Map<String, String> SYNCHRONOUS =
            Map.of("async", "NORMAL", "sync", "FULL", "extra", "EXTRA", "off", "OFF");

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String sentence() {
        return "SQLite, a database in this JVM or in one of its own, with the journal in tables.";
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

                Durability is PRAGMA synchronous (https://sqlite.org/pragma.html#pragma_synchronous): async is NORMAL, as usual with WAL, \
                and sync is FULL, extra is EXTRA and off is OFF. With --target-option process=true an application that uses SQLite is a \
                process of its own, which can be killed and lose its power. A kill loses nothing, but with journal-mode=memory, where it may \
                damage the file. A loss of power loses nothing at sync in WAL mode and at extra in any; at sync with journal-mode=delete, \
                and at async, the last commits; at off it may damage the file.""";
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
    public List<String> durabilities() {
        return List.of("async", "sync", "extra", "off");
    }

    /** Where SQLite's documentation says that a crash may damage the file, nothing is promised. */
    @Override
    public DurabilityPromise promise(String durability, Map<String, String> options) {
        String mode = options.getOrDefault(JOURNAL_MODE, "wal");
        boolean isInMemory = mode.equals("memory");
        Loss powerLoss = isInMemory || durability.equals("off")
                ? Loss.ANYTHING
                : durability.equals("async") || (durability.equals("sync") && mode.equals("delete"))
                        ? Loss.SUFFIX
                        : Loss.NOTHING;
        return new DurabilityPromise(isInMemory ? Loss.ANYTHING : Loss.NOTHING, powerLoss);
    }

    @Override
    public List<TargetOption> options() {
        return List.of(
                TargetOption.oneOf(
                        JOURNAL_MODE,
                        "SQLite's PRAGMA journal_mode.",
                        List.of("wal", "delete", "truncate", "persist", "memory")),
                DatabaseJvm.OPTION);
    }

    @Override
    public Set<Class<? extends Controls>> controls() {
        return NodeMachines.CONTROLS;
    }

    @Override
    public Availability controlAvailability(Map<String, String> options) {
        return DatabaseJvm.controlAvailability(options);
    }

    @Override
    public boolean isElsewhere(Map<String, String> options) {
        return DatabaseJvm.isWanted(options);
    }

    @Override
    public Target openElsewhere(TargetSettings settings, Level level) {
        return SqliteProcess.start(settings, level);
    }

    @Override
    public Database open(TargetSettings settings, Level level) {
        return new Opened(url(settings.directory(), settings, level));
    }

    /** Of a database in a folder. */
    static String url(Path folder, TargetSettings settings, Level level) {
        return "jdbc:sqlite:file:" + folder.toAbsolutePath().resolve("db.sqlite")
                + (level.equals(READ_UNCOMMITTED) ? "?cache=shared&" : "?")
                + "journal_mode=" + settings.options().get(JOURNAL_MODE) + "&busy_timeout=4000"
                + "&synchronous=" + SYNCHRONOUS.get(settings.durability());
    }

    static final class Opened extends Database {
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
