package dev.skewer.targets.jdbc;

import dev.skewer.workloads.counter.CounterConnection;
import java.sql.SQLException;

/** Counters as rows of a table: read, and written one higher, at the level under test. */
final class JdbcCounterConnection implements CounterConnection {
    /** Of the table {@code ~counter}. */
    static final String COLUMNS = "(id BIGINT PRIMARY KEY, val BIGINT NOT NULL)";

    private static final String READ = "SELECT val FROM ~counter WHERE id = ?";
    private static final String INSERT = "INSERT INTO ~counter (val, id) VALUES (?, ?)";

    private final LevelTransactions transactions;

    JdbcCounterConnection(LevelTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void increment(long key) {
        transactions.runOneChange(statements -> {
            if (transactions.isOneStatement()) {
                statements.put("UPDATE ~counter SET val = val + ? WHERE id = ?", INSERT, 1, key);
            } else {
                readThenWrite(statements, key);
            }
            return true;
        });
    }

    private static void readThenWrite(Statements statements, long key) throws SQLException {
        Long found = statements.number(READ, key);
        if (found == null) {
            statements.execute(INSERT, 1, key);
        } else {
            statements.execute("UPDATE ~counter SET val = ? WHERE id = ?", found + 1, key);
        }
    }

    @Override
    public long read(long key) {
        return transactions.runOneChange(statements -> {
            Long found = statements.number(READ, key);
            return found == null ? 0L : found;
        });
    }

    @Override
    public void close() {
        Closing.close(transactions);
    }
}
