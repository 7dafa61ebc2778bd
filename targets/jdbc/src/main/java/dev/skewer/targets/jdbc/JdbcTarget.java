package dev.skewer.targets.jdbc;

import dev.skewer.workloads.bank.BankConnection;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A database behind JDBC. It holds one connection of its own, so that a database in memory lives as long as the run. */
final class JdbcTarget implements Target {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE meta (id BIGINT PRIMARY KEY, epoch INT NOT NULL, fst INT NOT NULL, len INT NOT NULL,"
                    + " gone INT NOT NULL)",
            "CREATE TABLE entry (id BIGINT NOT NULL, idx INT NOT NULL, val BIGINT NOT NULL, PRIMARY KEY (id, idx))",
            "CREATE TABLE state (id BIGINT NOT NULL, k VARCHAR(8) NOT NULL, val BIGINT NOT NULL, PRIMARY KEY (id, k))",
            JdbcRegisterConnection.TABLE,
            JdbcBankConnection.TABLE);

    private final Dialect dialect;
    private final Level level;
    private final String url;
    private final java.sql.Connection keeper;

    private JdbcTarget(Dialect dialect, TargetSettings settings) throws SQLException, IOException {
        this.dialect = dialect;
        level = dialect.levels().stream()
                .filter(each -> each.name().equals(settings.isolation()))
                .findFirst()
                .orElseThrow();
        Files.createDirectories(settings.directory());
        url = dialect.url(settings.directory(), settings.durability());
        keeper = dialect.open(url, Level.AUTOCOMMIT);
        for (String table : TABLES) {
            Statements.run(keeper, table);
        }
    }

    /** What there is to know of a database as a target. */
    static TargetType type(Dialect dialect) {
        List<String> levels = dialect.levels().stream().map(Level::name).toList();
        return TargetType.named(dialect.name(), settings -> open(dialect, settings))
                .described(dialect.sentence(), dialect.explanation())
                .isolations(levels, levels.get(0))
                .durabilities(dialect.durabilities(), dialect.durabilities().get(0))
                .protocols(Set.of(JournalConnection.class, RegisterConnection.class, BankConnection.class))
                .build();
    }

    private static Target open(Dialect dialect, TargetSettings settings) {
        try {
            return new JdbcTarget(dialect, settings);
        } catch (SQLException | IOException e) {
            throw new NoEffectException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        try {
            return protocol.cast(connection(protocol));
        } catch (SQLException e) {
            throw new NoEffectException(String.valueOf(e.getMessage()), e);
        }
    }

    private Connection connection(Class<?> protocol) throws SQLException {
        java.sql.Connection atLevel = dialect.open(url, level);
        if (protocol == JournalConnection.class) {
            return new JdbcJournalConnection(
                    new JournalWriter(dialect.openWriter(url), dialect), new JournalReader(atLevel, level));
        }
        LevelTransactions transactions = new LevelTransactions(atLevel, dialect, level);
        return protocol == RegisterConnection.class
                ? new JdbcRegisterConnection(transactions)
                : new JdbcBankConnection(transactions);
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

    @Override
    public void close() {
        try (java.sql.Connection last = keeper) {
            dialect.shutDown(last);
        } catch (SQLException e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }
}
