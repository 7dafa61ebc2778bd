package dev.skewer.targets.jdbc;

import dev.skewer.workloads.set.SetConnection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets as rows of a table, all elements of one in one row: read, and written with one more, at the level under test. */
final class JdbcSetConnection implements SetConnection {
    /** Of the table {@code ~elements}. */
    static final String COLUMNS = "(id BIGINT PRIMARY KEY, vals VARCHAR(4000) NOT NULL)";

    private static final String READ = "SELECT vals FROM ~elements WHERE id = ?";
    private static final String INSERT = "INSERT INTO ~elements (vals, id) VALUES (?, ?)";
    /** After each element. */
    private static final String COMMA = ",";

    private final LevelTransactions transactions;

    JdbcSetConnection(LevelTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(long set, long element) {
        String added = element + COMMA;
        transactions.runOneChange(statements -> {
            if (transactions.isOneStatement()) {
                statements.put("UPDATE ~elements SET vals = CONCAT(vals, ?) WHERE id = ?", INSERT, added, set);
            } else {
                readThenWrite(statements, set, added);
            }
            return true;
        });
    }

    private static void readThenWrite(Statements statements, long set, String added) throws SQLException {
        String found = elements(statements, set);
        if (found == null) {
            statements.execute(INSERT, added, set);
        } else {
            statements.execute("UPDATE ~elements SET vals = ? WHERE id = ?", found + added, set);
        }
    }

    private static @Nullable String elements(Statements statements, long set) throws SQLException {
        return statements.first(READ, rows -> rows.getString(1), set);
    }

    @Override
    public long[] read(long set) {
        return transactions
                .runOneChange(statements -> Optional.ofNullable(elements(statements, set)))
                .map(found -> Arrays.stream(found.split(COMMA))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .orElseGet(() -> new long[0]);
    }

    @Override
    public void close() {
        Closing.close(transactions);
    }
}
