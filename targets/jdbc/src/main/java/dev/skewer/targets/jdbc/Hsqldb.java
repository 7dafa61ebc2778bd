package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HSQLDB, in this JVM or in one of its own. */
final class Hsqldb implements Dialect {
    private static final String MODE = "mode";

    /** The class of failures by which a transaction is told that others won. */
    private static final String SERIALIZATION_FAILURE = "40001";

    private static final String UNIQUE_VIOLATION = "23505";

    @Override
    public String name() {
        return "hsqldb";
    }

    @Override
    public String sentence() {
        return "HSQLDB, a database in this JVM or in one of its own, with the journal in tables.";
    }

    @Override
    public String explanation() {
        return """
                Metadata, entries and state are rows of three tables. A paired read takes the metadata and \
                then the entries that it promises: at autocommit each statement alone, at one-statement as one join, and otherwise \
                in one transaction at that level. Writers work at serializable, for FOR UPDATE does not lock at lower levels, and \
                try again when they are told that others won (SQLSTATE 40001).

                HSQLDB documents that in MVCC mode read-committed sees what is committed when each statement begins, and \
                repeatable-read and serializable what was committed when the transaction began: snapshot isolation \
                (https://hsqldb.org/doc/2.0/guide/sessions-chapt.html, MVCC Model). In its modes LOCKS and MVLOCKS (--target-option \
                mode=…) the two are two-phase locking; sessions of these now and then wait for each other for ever, which is \
                documented nowhere, and ends a run as unavailable. Where its detector of deadlocks overflows the stack, a session may go \
                on without a lock.

                Durability: async is the default, which writes to the log up to half a second after a commit; sync writes before a \
                commit returns. With --target-option process=true a kill shows the difference: async loses commits of the last half \
                second (https://hsqldb.org/doc/2.0/guide/dbproperties-chapt.html, hsqldb.write_delay), sync none.""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                Level.transaction("repeatable-read", Connection.TRANSACTION_REPEATABLE_READ),
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT,
                Level.transaction("read-uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED),
                Level.transaction("read-committed", Connection.TRANSACTION_READ_COMMITTED),
                Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE));
    }

    /** In MVCC mode the two upper levels are documented to be snapshot isolation, and in the others two-phase locking. */
    @Override
    public Optional<String> consistency(String level, Map<String, String> options) {
        return level.equals("repeatable-read") || level.equals("serializable")
                ? Optional.of("mvcc".equals(options.get(MODE)) ? "snapshot-isolation" : "serializable")
                : Dialect.super.consistency(level, options);
    }

    @Override
    public List<TargetOption> options() {
        return List.of(
                TargetOption.oneOf(MODE, "HSQLDB's transaction mode (hsqldb.tx).", List.of("mvcc", "mvlocks", "locks")),
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

    /** What is committed waits up to half a second in this process, unless it is told otherwise. */
    @Override
    public Database open(TargetSettings settings, Level level) {
        String parameters = ";hsqldb.tx=" + settings.options().get(MODE) + ";shutdown=false"
                + (settings.durability().equals("sync") ? ";hsqldb.write_delay=false" : "");
        if (!DatabaseJvm.isWanted(settings.options())) {
            return new Opened(
                    "jdbc:hsqldb:file:" + settings.directory().toAbsolutePath().resolve("db") + parameters,
                    new Properties(),
                    null);
        }
        // Its lock is a file with the time in it, which one that was killed leaves behind and which keeps the next one
        // out for a while.
        String served = parameters + ";hsqldb.lock_file=false";
        DatabaseJvm jvm = DatabaseJvm.start(
                settings,
                "org.hsqldb.server.Server",
                address -> "jdbc:hsqldb:hsql://" + address + "/db",
                (port, files) -> List.of(
                        "--address", "127.0.0.1",
                        "--port", Integer.toString(port),
                        "--database.0", "file:" + files.resolve("db") + served,
                        "--dbname.0", "db",
                        "--silent", "true"),
                (files, owner) -> create("jdbc:hsqldb:file:" + files.resolve("db") + served, owner));
        return new Opened(jvm.url(), jvm.owner(), jvm.process());
    }

    private static void create(String url, Properties owner) throws SQLException {
        try (Connection connection = Drivers.connect(url, owner)) {
            Database.run(connection, "SHUTDOWN");
        }
    }

    private static final class Opened extends Database {
        Opened(String url, Properties properties, @Nullable DatabaseProcess process) {
            super(url, properties, process);
        }

        @Override
        String otherSessions() {
            return "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SYSTEM_SESSIONS WHERE SESSION_ID <> SESSION_ID()";
        }

        @Override
        Connection openWriter() throws SQLException {
            return open(Level.transaction("writer", Connection.TRANSACTION_SERIALIZABLE));
        }

        @Override
        boolean isConflict(SQLException failure) {
            String state = failure.getSQLState();
            return SERIALIZATION_FAILURE.equals(state) || UNIQUE_VIOLATION.equals(state);
        }

        @Override
        void shutDown(Statements last, List<String> tables) throws SQLException {
            if (process() == null) {
                last.run("SHUTDOWN");
            }
            super.shutDown(last, tables);
        }
    }
}
