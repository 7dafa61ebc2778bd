package dev.skewer.targets.jdbc;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** MariaDB, as a server of the run's own. */
final class Mariadb implements Dialect {
    private static final String SNAPSHOT_ISOLATION = "snapshot-isolation";
    private static final String BINLOG = "binlog";
    /** What {@code innodb_flush_log_at_trx_commit} is, by the durability. */
    private static final Map<String, Integer> FLUSHES = Map.of(BINLOG, 1, "sync", 1, "no-fsync", 2, "async", 0);

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String sentence() {
        return "MariaDB, a server that the test starts, with the journal in tables.";
    }

    @Override
    public String explanation() {
        return """
                The test starts a server of its own on the loopback interface, and deletes everything at the end. As root it runs the \
                server as the user nobody. It finds mariadbd in the folders that SKEWER_SERVERS names, on the path, and in /usr/sbin.

                Metadata, entries and state are rows of three tables of InnoDB. Levels are MariaDB's; at autocommit each statement is alone, and \
                at one-statement what belongs together is one statement. Writers of journals are serializable, lock the metadata \
                with SELECT … FOR UPDATE, and try again when they lose. MariaDB's own default is repeatable-read, which reads from a \
                snapshot and writes to what is there by then, so that updates are lost; with --target-option snapshot-isolation=on \
                (innodb_snapshot_isolation) such a write fails instead, and is tried again: both are documented \
                (https://mariadb.com/kb/en/innodb-system-variables/#innodb_snapshot_isolation).

                Durability is innodb_flush_log_at_trx_commit: sync is 1, the default, where a commit is on disk before it is acknowledged; \
                no-fsync is 2, where it has been handed to the operating system, and a loss of power loses up to a second; \
                async is 0, where a crash of the server loses up to a second too: documented \
                (https://mariadb.com/kb/en/innodb-system-variables/#innodb_flush_log_at_trx_commit).""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                ServerDatabase.SERIALIZABLE,
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT,
                Level.transaction("read-uncommitted", Connection.TRANSACTION_READ_UNCOMMITTED),
                Level.transaction("read-committed", Connection.TRANSACTION_READ_COMMITTED),
                Level.transaction("repeatable-read", Connection.TRANSACTION_REPEATABLE_READ));
    }

    /** Repeatable read reads from a snapshot; that a write to what has changed since fails is promised with the option alone. */
    @Override
    public Optional<String> consistency(String level, Map<String, String> options) {
        return level.equals("repeatable-read") && "on".equals(options.get(SNAPSHOT_ISOLATION))
                ? Optional.of("snapshot-isolation")
                : Dialect.super.consistency(level, options);
    }

    @Override
    public List<String> durabilities() {
        return List.of(BINLOG, "sync", "async", "no-fsync");
    }

    @Override
    public DurabilityPromise promise(String durability, Map<String, String> options) {
        return switch (durability) {
            // Without a binary log InnoDB shows a commit to others before it is in the log.
            case "sync" -> DurabilityPromise.DURABLE_WHEN_ACKNOWLEDGED;
            case "async" -> DurabilityPromise.BUFFERED;
            case "no-fsync" -> DurabilityPromise.BUFFERED_BY_SYSTEM;
            default -> DurabilityPromise.DURABLE;
        };
    }

    @Override
    public List<TargetOption> options() {
        return List.of(TargetOption.oneOf(
                SNAPSHOT_ISOLATION,
                "Whether a write to what changed since the snapshot fails (innodb_snapshot_isolation).",
                List.of("off", "on")));
    }

    @Override
    public Availability availability(Map<String, String> options) {
        return MariadbServer.availability();
    }

    @Override
    public Set<Class<? extends Controls>> controls() {
        return NodeMachines.CONTROLS;
    }

    @Override
    public Database open(TargetSettings settings, Level level) {
        List<String> parameters = new ArrayList<>(List.of(
                "--innodb-flush-log-at-trx-commit=" + Objects.requireNonNull(FLUSHES.get(settings.durability())),
                "--innodb-snapshot-isolation=" + settings.options().get(SNAPSHOT_ISOLATION)));
        if (settings.durability().equals(BINLOG)) {
            parameters.addAll(List.of("--log-bin=binlog", "--sync-binlog=1", "--max-binlog-size=64M"));
        }
        return new Opened(MariadbServer.start(settings, parameters));
    }

    private static final class Opened extends ServerDatabase {
        Opened(MariadbServer server) {
            super(server.url(), properties(), server.process());
        }

        private static Properties properties() {
            Properties properties = properties("skewer", ANSWER_PATIENCE.toMillis());
            properties.setProperty("sslMode", "disable");
            return properties;
        }

        @Override
        boolean isConflict(SQLException failure) {
            return super.isConflict(failure) || StandardConflicts.includeInMariadb(failure);
        }

        @Override
        String checkpoint() {
            return "FLUSH ENGINE LOGS";
        }

        @Override
        String otherSessions() {
            return "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'skewer' AND id <> CONNECTION_ID()";
        }
    }
}
