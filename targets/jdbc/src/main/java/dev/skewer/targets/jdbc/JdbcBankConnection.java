package dev.skewer.targets.jdbc;

import dev.skewer.workloads.bank.BankConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Accounts as rows of a table, read and written at the level under test. */
final class JdbcBankConnection implements BankConnection {
    /** Of the table {@code ~account}. */
    static final String COLUMNS = "(id BIGINT PRIMARY KEY, balance BIGINT NOT NULL)";

    private static final String READ = "SELECT balance FROM ~account WHERE id = ?";
    private static final String WRITE = "UPDATE ~account SET balance = ? WHERE id = ?";
    /** The whole transfer; the second condition has one account paid only if the other can pay. */
    private static final String TRANSFER =
            "UPDATE ~account SET balance = balance + CASE WHEN id = ? THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END"
                    + " WHERE id IN (?, ?) AND (SELECT a.balance FROM ~account a WHERE a.id = ?) >= ?";

    private final LevelTransactions transactions;

    JdbcBankConnection(LevelTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void open(int accounts, long balance) {
        transactions.run(statements -> {
            for (long account = 0; account < accounts; account++) {
                statements.execute("INSERT INTO ~account (id, balance) VALUES (?, ?)", account, balance);
            }
            return true;
        });
    }

    @Override
    public SortedMap<Long, Long> readAll() {
        return transactions.run(statements -> {
            try (PreparedStatement statement = statements.prepare("SELECT id, balance FROM ~account");
                    ResultSet rows = statement.executeQuery()) {
                SortedMap<Long, Long> balances = new TreeMap<>();
                while (rows.next()) {
                    balances.put(rows.getLong(1), rows.getLong(2));
                }
                return balances;
            }
        });
    }

    @Override
    public boolean transfer(long from, long to, long amount) {
        return transactions.run(statements -> transactions.isOneStatement()
                ? statements.execute(TRANSFER, from, -amount, amount, from, to, from, amount) > 0
                : readThenWrite(statements, from, to, amount));
    }

    private static boolean readThenWrite(Statements statements, long from, long to, long amount) throws SQLException {
        long there = Objects.requireNonNull(statements.number(READ, from));
        if (there < amount) {
            return false;
        }
        long other = Objects.requireNonNull(statements.number(READ, to));
        // In one order, so that no two wait for each other.
        if (from < to) {
            statements.execute(WRITE, there - amount, from);
            statements.execute(WRITE, other + amount, to);
        } else {
            statements.execute(WRITE, other + amount, to);
            statements.execute(WRITE, there - amount, from);
        }
        return true;
    }

    @Override
    public void close() {
        Closing.close(transactions);
    }
}
