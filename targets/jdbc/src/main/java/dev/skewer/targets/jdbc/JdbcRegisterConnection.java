package dev.skewer.targets.jdbc;

import static dev.skewer.targets.jdbc.Statements.execute;
import static dev.skewer.targets.jdbc.Statements.number;

import dev.skewer.workloads.register.RegisterConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Registers as rows of a table, read and written at the level under test. */
final class JdbcRegisterConnection implements RegisterConnection {
    static final String TABLE = "CREATE TABLE register (id BIGINT PRIMARY KEY, val BIGINT NOT NULL)";

    private static final String READ = "SELECT val FROM register WHERE id = ?";
    private static final String UPDATE = "UPDATE register SET val = ? WHERE id = ?";

    private final LevelTransactions transactions;

    JdbcRegisterConnection(LevelTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public @Nullable Long read(long key) {
        long[] found = transactions.run(connection -> {
            Long value = number(connection, READ, key);
            return value == null ? new long[0] : new long[] {value};
        });
        return found.length == 0 ? null : (Long) found[0];
    }

    @Override
    public void write(long key, long value) {
        transactions.run(connection -> {
            if (execute(connection, UPDATE, value, key) == 0) {
                execute(connection, "INSERT INTO register (id, val) VALUES (?, ?)", key, value);
            }
            return true;
        });
    }

    @Override
    public boolean compareAndSet(long key, long expected, long value) {
        boolean isOneStatement = transactions.level().unit() == Level.Unit.JOIN;
        return transactions.run(connection -> isOneStatement
                ? exchange(connection, key, expected, value)
                : compareThenSet(connection, key, expected, value));
    }

    private static boolean exchange(Connection connection, long key, long expected, long value) throws SQLException {
        return execute(connection, UPDATE + " AND val = ?", value, key, expected) == 1;
    }

    private static boolean compareThenSet(Connection connection, long key, long expected, long value)
            throws SQLException {
        Long found = number(connection, READ, key);
        return found != null && found == expected && execute(connection, UPDATE, value, key) == 1;
    }

    @Override
    public void close() {
        Closing.close(transactions);
    }
}
