package dev.skewer.targets.jdbc;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.TargetSettings;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** PostgreSQL, as a server of the run's own. */
final class Postgresql implements Dialect {
    private static final String SYNC = "sync";
    private static final String ASYNC = "async";
    private static final String NO_FSYNC = "no-fsync";

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String sentence() {
        return "PostgreSQL, a server that the test starts, with the journal in tables.";
    }

    @Override
    public String explanation() {
        return """
                The test makes a database cluster of its own, starts the server on the loopback interface, and deletes everything at the \
                end. As root it runs the server as the user nobody. It finds initdb and postgres in the folders that SKEWER_SERVERS \
                names, on the path, and in /usr/lib/postgresql.

                Metadata, entries and state are rows of three tables. Levels are PostgreSQL's; at autocommit each statement is alone, and at \
                one-statement what belongs together is one statement. Writers of journals are serializable, lock the metadata with \
                SELECT … FOR UPDATE, and try again when they lose. PostgreSQL documents that read-committed, which is its default, \
                sees what is committed when each statement begins, that repeatable-read is snapshot isolation, and that serializable is \
                what it says (https://www.postgresql.org/docs/15/transaction-iso.html).

                Durability: sync is the default, where a commit is on disk before it is acknowledged. async is synchronous_commit=off: \
                the last commits, up to three times wal_writer_delay of 0.2 s, are lost by a crash of the server, which is documented \
                (https://www.postgresql.org/docs/15/wal-async-commit.html). no-fsync is fsync=off: nothing is lost by a crash \
                of the server, anything by a loss of power.""";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                ServerDatabase.SERIALIZABLE,
                Level.AUTOCOMMIT,
                Level.ONE_STATEMENT,
                Level.transaction("read-committed", Connection.TRANSACTION_READ_COMMITTED),
                Level.transaction("repeatable-read", Connection.TRANSACTION_REPEATABLE_READ));
    }

    /** Repeatable read is documented to be snapshot isolation. */
    @Override
    public Optional<String> consistency(String level, Map<String, String> options) {
        return level.equals("repeatable-read")
                ? Optional.of("snapshot-isolation")
                : Dialect.super.consistency(level, options);
    }

    @Override
    public List<String> durabilities() {
        return List.of(SYNC, ASYNC, NO_FSYNC);
    }

    @Override
    public DurabilityPromise promise(String durability, Map<String, String> options) {
        return switch (durability) {
            case ASYNC -> DurabilityPromise.BUFFERED;
            case NO_FSYNC -> DurabilityPromise.PROCESS_ONLY;
            default -> DurabilityPromise.DURABLE;
        };
    }

    @Override
    public Availability availability(Map<String, String> options) {
        return PostgresqlServer.availability();
    }

    @Override
    public Set<Class<? extends Controls>> controls() {
        return NodeMachines.CONTROLS;
    }

    @Override
    public Database open(TargetSettings settings, Level level) {
        List<String> parameters = switch (settings.durability()) {
            case ASYNC -> List.of("synchronous_commit=off");
            case NO_FSYNC -> List.of("fsync=off");
            default -> List.of();
        };
        return new Opened(PostgresqlServer.start(settings, parameters));
    }

    private static final class Opened extends ServerDatabase {
        private final PostgresqlServer server;

        Opened(PostgresqlServer server) {
            super(server.url(), properties(server), server.process());
            this.server = server;
        }

        private static Properties properties(PostgresqlServer server) {
            Properties properties = properties(PostgresqlServer.USER, ANSWER_PATIENCE.toSeconds());
            properties.setProperty("password", server.password());
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
            return properties;
        }

        @Override
        String otherSessions() {
            return "SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
        }

        @Override
        void shutDown(Statements last, List<String> tables) {
            server.close();
        }
    }
}
