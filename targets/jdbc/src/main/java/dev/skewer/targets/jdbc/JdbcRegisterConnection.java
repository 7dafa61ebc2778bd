package dev.skewer.targets.jdbc;

import dev.skewer.workloads.register.RegisterConnection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers as rows of a table, read and written at the level under test. */
final class JdbcRegisterConnection implements RegisterConnection {
    /** Of the table {@code ~register}. */
    static final String COLUMNS = "(id BIGINT PRIMARY KEY, val BIGINT NOT NULL)";

    private static final String READ = "SELECT val FROM ~register WHERE id = ?";
    private static final String UPDATE = "UPDATE ~register SET val = ? WHERE id = ?";
    private static final String INSERT = "INSERT INTO ~register (val, id) VALUES (?, ?)";

    private final LevelTransactions transactions;

    JdbcRegisterConnection(LevelTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public @Nullable Long read(long key) {
        return transactions
                .runOneChange(statements -> Optional.ofNullable(statements.number(READ, key)))
                .orElse(null);
    }

    @Override
    public void write(long key, long value) {
        transactions.runOneChange(statements -> {
            statements.put(UPDATE, INSERT, value, key);
            return true;
        });
    }

    @Override
    public boolean compareAndSet(long key, long expected, long value) {
        return transactions.runOneChange(statements -> transactions.isOneStatement()
                ? statements.execute(UPDATE + " AND val = ?", value, key, expected) == 1
                : compareThenSet(statements, key, expected, value));
    }

    private static boolean compareThenSet(Statements statements, long key, long expected, long value)
            throws SQLException {
        Long found = statements.number(READ, key);
        return found != null && found == expected && statements.execute(UPDATE, value, key) == 1;
    }

    @Override
    public void close() {
        Closing.close(transactions);
    }
}
