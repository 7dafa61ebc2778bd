package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.bank.BankConnection;
import dev.skewer.workloads.counter.CounterConnection;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.queue.FifoQueueConnection;
import dev.skewer.workloads.queue.QueueConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.set.SetConnection;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A database behind JDBC. It holds one connection of its own, so that a database in memory lives as long as the run. */
final class JdbcTarget implements Target {
    /** Their names, and what follows these where they are defined. */
    private static final Map<String, String> TABLES = tables();

    private static Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>(JdbcTransactionConnection.TABLES);
        tables.put(
                "~meta",
                "(id BIGINT PRIMARY KEY, epoch INT NOT NULL, fst INT NOT NULL, len INT NOT NULL, gone INT NOT NULL)");
        tables.put("~entry", "(id BIGINT NOT NULL, idx INT NOT NULL, val BIGINT NOT NULL, PRIMARY KEY (id, idx))");
        tables.put("~state", "(id BIGINT NOT NULL, k VARCHAR(8) NOT NULL, val BIGINT NOT NULL, PRIMARY KEY (id, k))");
        tables.put("~register", JdbcRegisterConnection.COLUMNS);
        tables.put("~account", JdbcBankConnection.COLUMNS);
        tables.put("~elements", JdbcSetConnection.COLUMNS);
        tables.put("~item", JdbcQueueConnection.COLUMNS);
        tables.put("~counter", JdbcCounterConnection.COLUMNS);
        return tables;
    }

    /** What it speaks. */
    static final Set<Class<? extends Connection>> PROTOCOLS = Set.of(
            JournalConnection.class,
            RegisterConnection.class,
            BankConnection.class,
            SetConnection.class,
            QueueConnection.class,
            FifoQueueConnection.class,
            CounterConnection.class,
            TransactionConnection.class);

    private final Database database;
    private final Level level;
    private final Statements keeper;
    /** The tables that were made. */
    private final List<String> made = new ArrayList<>();
    /** Where queues put what comes next. */
    private final AtomicLong places = new AtomicLong();

    private JdbcTarget(Database database, Level level) throws SQLException {
        this.database = database;
        this.level = level;
        keeper = new Statements(database::openPatiently, database);
    }

    /** What there is to know of a database as a target. */
    static TargetType type(Dialect dialect) {
        List<String> levels = dialect.levels().stream().map(Level::name).toList();
        return TargetType.named(dialect.name(), settings -> open(dialect, settings))
                .described(dialect.sentence(), dialect.explanation())
                .isolations(levels, levels.get(0))
                .durabilities(dialect.durabilities(), dialect.durabilities().get(0))
                .consistency(dialect::consistency)
                .promise(dialect::promise)
                .options(dialect.options().toArray(TargetOption[]::new))
                .availability(dialect::availability)
                .controls(dialect.controls())
                .controlAvailability((control, options) -> availability(dialect, control, options))
                .protocols(PROTOCOLS)
                .build();
    }

    private static Availability availability(
            Dialect dialect, Class<? extends Controls> control, Map<String, String> options) {
        Availability ofProcess = dialect.controlAvailability(options);
        return ofProcess.isAvailable() ? NodeMachines.availability(control, options) : ofProcess;
    }

    private static Target open(Dialect dialect, TargetSettings settings) {
        Level level = dialect.levels().stream()
                .filter(each -> each.name().equals(settings.isolation()))
                .findFirst()
                .orElseThrow();
        try {
            Files.createDirectories(settings.directory());
        } catch (IOException e) {
            throw new NoEffectException("cannot make " + settings.directory() + ": " + e.getMessage(), e);
        }
        if (dialect.isElsewhere(settings.options())) {
            return dialect.openElsewhere(settings, level);
        }
        Database database = dialect.open(settings, level);
        try {
            JdbcTarget target = withNewTables(database, level);
            DatabaseProcess process = database.process();
            if (process == null) {
                return target;
            }
            process.machines().disks().settle();
            return new ServedTarget(target, process);
        } catch (SQLException e) {
            throw database.noEffect(e);
        }
    }

    /** One whose tables are there. */
    static JdbcTarget ofExisting(Database database, Level level) throws SQLException {
        JdbcTarget target = new JdbcTarget(database, level);
        Long last = target.keeper.number("SELECT MAX(place) FROM ~item");
        target.places.set(last == null ? 0 : last + 1);
        return target;
    }

    /**
     * Makes the tables in a database that is not used by anything else yet, and lets go of it.
     *
     * @return the name and version of the database
     */
    static String create(Database database, Level level) throws SQLException {
        JdbcTarget target = withNewTables(database, level);
        try {
            return target.version();
        } finally {
            target.close();
        }
    }

    private static JdbcTarget withNewTables(Database database, Level level) throws SQLException {
        JdbcTarget target = new JdbcTarget(database, level);
        target.createTables();
        return target;
    }

    private void createTables() throws SQLException {
        try {
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                keeper.run("CREATE TABLE " + table.getKey() + " " + table.getValue());
                made.add(table.getKey());
            }
            // A level that the database does not have is found out before anything is tested.
            database.open(level).close();
            if (database.process() != null) {
                // What was prepared outlives a crash at any durability.
                keeper.run(database.checkpoint());
                keeper.close();
            }
        } catch (SQLException e) {
            close(e);
            throw e;
        }
    }

    private void close(SQLException failure) {
        try {
            close();
        } catch (IllegalStateException e) {
            failure.addSuppressed(e);
        }
    }

    /** What database and driver say. */
    @Override
    public String version() {
        try (java.sql.Connection connection = database.open(Level.AUTOCOMMIT)) {
            DatabaseMetaData about = connection.getMetaData();
            return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion() + ", driver "
                    + about.getDriverName() + " " + about.getDriverVersion();
        } catch (SQLException e) {
            throw database.noEffect(e);
        }
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        // A file that others write may be locked at the moment.
        return protocol.cast(Transactions.untilItWins(database, () -> {
            try {
                return connection(protocol);
            } catch (SQLException e) {
                if (!database.isConflict(e)) {
                    throw database.noEffect(e);
                }
                throw e;
            }
        }));
    }

    private Connection connection(Class<?> protocol) throws SQLException {
        LevelTransactions transactions = new LevelTransactions(database, level);
        if (protocol == JournalConnection.class) {
            return new JdbcJournalConnection(writer(transactions), new JournalReader(transactions));
        }
        if (protocol == RegisterConnection.class) {
            return new JdbcRegisterConnection(transactions);
        }
        if (protocol == BankConnection.class) {
            return new JdbcBankConnection(transactions);
        }
        if (protocol == SetConnection.class) {
            return new JdbcSetConnection(transactions);
        }
        if (protocol == TransactionConnection.class) {
            return new JdbcTransactionConnection(transactions);
        }
        return protocol == CounterConnection.class
                ? new JdbcCounterConnection(transactions)
                : new JdbcQueueConnection(transactions, places);
    }

    private JournalWriter writer(LevelTransactions reader) throws SQLException {
        try {
            return new JournalWriter(new Statements(database::openWriter, database), database);
        } catch (SQLException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public boolean awaitReady(Duration limit) {
        return true;
    }

    @Override
    public boolean quiesce(Duration limit) {
        // A call that returned has been committed or rolled back; one that did not keeps its process.
        return true;
    }

    /** Whether a server has no session of another client any more, and so has carried out or given up all that was sent. */
    boolean isQuiet() {
        try (java.sql.Connection connection = database.open(Level.AUTOCOMMIT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(database.otherSessions())) {
            return rows.next() && rows.getInt(1) == 0;
        } catch (SQLException e) {
            // It may still be on its way back.
            return false;
        }
    }

    @Override
    public void close() {
        try (keeper) {
            database.shutDown(keeper, made);
        } catch (SQLException e) {
            throw new IllegalStateException(String.valueOf(database.noEffect(e).getMessage()));
        }
    }
}
