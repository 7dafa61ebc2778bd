package dev.skewer.targets.jdbc;

import dev.skewer.workloads.transaction.MicroOperation;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists and registers as rows, read and written at the level under test, a statement for each micro-operation.
 *
 * <p>A list is one row, its elements a text that each append makes longer, as Jepsen's append tests have it: so two appends to a
 * list write the same row, which is what locks and first-committer-wins are about. With a row for each element they would only insert
 * rows of their own, and their order would be one that the client made up. Even and odd keys are in different tables, since there are
 * databases whose snapshot is one of each table rather than one of them all.
 */
final class JdbcTransactionConnection implements TransactionConnection {
    /** The tables, and what follows their names where they are defined. */
    static final Map<String, String> TABLES = Map.of(
            "~list0", "(id BIGINT PRIMARY KEY, vals VARCHAR(4000) NOT NULL)",
            "~list1", "(id BIGINT PRIMARY KEY, vals VARCHAR(4000) NOT NULL)",
            "~value0", "(id BIGINT PRIMARY KEY, val BIGINT NOT NULL)",
            "~value1", "(id BIGINT PRIMARY KEY, val BIGINT NOT NULL)");

    /** After each element. */
    private static final String COMMA = ",";

    private final LevelTransactions transactions;

    JdbcTransactionConnection(LevelTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<MicroOperation> transact(List<MicroOperation> operations) {
        return transactions.runOnce(statements -> {
            var done = new ArrayList<MicroOperation>(operations.size());
            for (MicroOperation operation : operations) {
                done.add(transactions.step(step -> carriedOut(step, operation)));
            }
            return done;
        });
    }

    private static MicroOperation carriedOut(Statements statements, MicroOperation operation) throws SQLException {
        if (operation instanceof PredicateRead read) {
            return found(statements, read);
        }
        long key = operation.key();
        String table = (operation instanceof Append || operation instanceof ReadList ? "~list" : "~value") + (key & 1);
        if (operation instanceof ReadList) {
            String found =
                    statements.first("SELECT vals FROM " + table + " WHERE id = ?", rows -> rows.getString(1), key);
            return new ReadList(key, elements(found));
        }
        if (operation instanceof ReadRegister) {
            return new ReadRegister(key, statements.number("SELECT val FROM " + table + " WHERE id = ?", key));
        }
        if (operation instanceof Append append) {
            statements.put(
                    "UPDATE " + table + " SET vals = CONCAT(vals, ?) WHERE id = ?",
                    "INSERT INTO " + table + " (vals, id) VALUES (?, ?)",
                    append.element() + COMMA,
                    key);
        } else if (operation instanceof Write write) {
            statements.put(
                    "UPDATE " + table + " SET val = ? WHERE id = ?",
                    "INSERT INTO " + table + " (val, id) VALUES (?, ?)",
                    write.value(),
                    key);
        }
        return operation;
    }

    /** One query of both tables, as far as it asks for keys of them. */
    private static MicroOperation found(Statements statements, PredicateRead read) throws SQLException {
        var queries = new ArrayList<String>();
        var keys = new ArrayList<Long>();
        for (int table = 0; table < 2; table++) {
            int parity = table;
            List<Long> asked =
                    read.keys().stream().filter(key -> (key & 1) == parity).toList();
            if (!asked.isEmpty()) {
                queries.add("SELECT id, val FROM ~value" + table + " WHERE id IN ("
                        + String.join(", ", Collections.nCopies(asked.size(), "?")) + ")");
                keys.addAll(asked);
            }
        }
        var found = new HashMap<Long, Long>();
        statements.forEach(
                String.join(" UNION ALL ", queries),
                rows -> found.put(rows.getLong(1), rows.getLong(2)),
                keys.toArray());
        return new PredicateRead(read.keys(), found);
    }

    private static @Nullable List<Long> elements(@Nullable String text) {
        return text == null
                ? null
                : Arrays.stream(text.split(COMMA)).map(Long::valueOf).toList();
    }

    @Override
    public void close() {
        Closing.close(transactions);
    }
}
