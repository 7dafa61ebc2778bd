package dev.skewer.targets.jdbc;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
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

/** H2, in this JVM or in one of its own. */
final class H2 implements Dialect {
    /** H2's own level between repeatable read and serializable, which JDBC has no name for. */
    private static final int SNAPSHOT = 6;

    /** A lock was not to be had in time. */
    private static final int LOCK_TIMEOUT = 50200;

    private static final int DEADLOCK = 40001;
    private static final int CONCURRENT_UPDATE = 90131;
    private static final int DUPLICATE_KEY = 23505;

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public String sentence() {
        return "H2, a database in this JVM or in one of its own, with the journal in tables.";
    }

    @Override
    public String explanation() {
        return """
                Metadata, entries and state are rows of three tables. A paired read takes the metadata and then the entries that it \
                promises: at autocommit each statement alone, at one-statement as one join, and otherwise in one transaction at \
                that level. Writers read the metadata FOR UPDATE at read-committed, which locks its row until they commit, and \
                try again when a lock is not to be had.

                H2 documents that repeatable-read excludes dirty and non-repeatable reads and allows phantoms, and that snapshot \
                and serializable see one snapshot of the whole database (https://h2database.com/html/advanced.html, Transaction \
                Isolation). Its repeatable-read takes a snapshot of each table when it is first read, so metadata in one table and \
                entries in another may be of two moments: allowed by the letter of the SQL standard, whose phenomena do not name \
                read skew, and excluded by Adya's PL-2.99.

                Durability: async is H2's default, which writes to its file up to half a second after a commit; sync writes \
                before a commit returns. With --target-option process=true a kill shows the difference: async loses commits of the last \
                half second (https://h2database.com/html/features.html, WRITE_DELAY), sync none.""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                Level.transaction("snapshot", SNAPSHOT),
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT,
                Level.transaction("read-uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED),
                Level.transaction("read-committed", Connection.TRANSACTION_READ_COMMITTED),
                Level.transaction("repeatable-read", Connection.TRANSACTION_REPEATABLE_READ),
                Level.transaction("serializable", Connection.TRANSACTION_SERIALIZABLE));
    }

    /** Its documentation says of serializable that it excludes the standard's phenomena and is not equivalent to a serial execution. */
    @Override
    public Optional<String> consistency(String level, Map<String, String> options) {
        return level.equals("snapshot") || level.equals("serializable")
                ? Optional.of("snapshot-isolation")
                : Dialect.super.consistency(level, options);
    }

    /** What is committed waits up to half a second in this process, unless it is told otherwise. */
    @Override
    public DurabilityPromise promise(String durability, Map<String, String> options) {
        // It hands each commit to the operating system, when others see it already, and syncs at other times.
        return durability.equals("async")
                ? DurabilityPromise.BUFFERED
                : new DurabilityPromise(Loss.UNACKNOWLEDGED, Loss.SUFFIX);
    }

    @Override
    public List<TargetOption> options() {
        return List.of(DatabaseJvm.OPTION);
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
    public Database open(TargetSettings settings, Level level) {
        String parameters =
                ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=2000" + (settings.durability().equals("sync") ? ";WRITE_DELAY=0" : "");
        if (!DatabaseJvm.isWanted(settings.options())) {
            return new Opened(
                    "jdbc:h2:file:" + settings.directory().toAbsolutePath().resolve("db") + parameters
                            + ";DB_CLOSE_ON_EXIT=FALSE",
                    new Properties(),
                    null);
        }
        DatabaseJvm jvm = DatabaseJvm.start(
                settings,
                "org.h2.tools.Server",
                address -> "jdbc:h2:tcp://" + address + "/./db" + parameters,
                (port, files) -> List.of("-tcp", "-tcpPort", Integer.toString(port), "-baseDir", files.toString()),
                (files, owner) -> Drivers.connect("jdbc:h2:file:" + files.resolve("db"), owner)
                        .close());
        return new Opened(jvm.url(), jvm.owner(), jvm.process());
    }

    private static final class Opened extends Database {
        Opened(String url, Properties properties, @Nullable DatabaseProcess process) {
            super(url, properties, process);
        }

        @Override
        Connection openWriter() throws SQLException {
            return open(Level.transaction("writer", Connection.TRANSACTION_READ_COMMITTED));
        }

        @Override
        String forUpdate() {
            return " FOR UPDATE";
        }

        @Override
        boolean isConflict(SQLException failure) {
            int code = failure.getErrorCode();
            return code == LOCK_TIMEOUT || code == DEADLOCK || code == CONCURRENT_UPDATE || code == DUPLICATE_KEY;
        }

        @Override
        String checkpoint() {
            return "CHECKPOINT SYNC";
        }

        @Override
        String otherSessions() {
            return "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()";
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
