package dev.skewer.targets.jdbc;

import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reads of the journal protocol, at the level under test. */
final class JournalReader implements AutoCloseable {
    private final LevelTransactions transactions;

    JournalReader(LevelTransactions transactions) {
        this.transactions = transactions;
    }

    @Nullable Metadata readMetadata(long id) {
        return transactions
                .runOneChange(statements -> Optional.ofNullable(metadata(statements, id)))
                .orElse(null);
    }

    JournalRead readJournal(long id) {
        // Beside the rows an epoch would be read by another statement, and so perhaps be that of another moment.
        return new JournalRead(
                Metadata.UNREPORTED,
                transactions.runOneChange(statements -> rows(statements, id, 0, Integer.MAX_VALUE)));
    }

    InvocationRead read(long id, boolean whole, boolean withState) {
        return transactions.runOneChange(statements -> readOne(statements, id, whole, withState));
    }

    List<InvocationRead> scan(long[] ids) {
        return transactions.runOneChange(statements -> {
            List<InvocationRead> found = new ArrayList<>();
            if (transactions.isOneStatement()) {
                JoinedRead joined = new JoinedRead(statements, ids, true, false);
                for (long id : ids) {
                    found.add(joined.of(id));
                }
                return found;
            }
            for (long id : ids) {
                found.add(readOne(statements, id, false, false));
            }
            return found;
        });
    }

    private InvocationRead readOne(Statements statements, long id, boolean whole, boolean withState)
            throws SQLException {
        if (transactions.isOneStatement()) {
            return new JoinedRead(statements, new long[] {id}, !whole, withState).of(id);
        }
        Metadata metadata = metadata(statements, id);
        Rows rows = whole
                ? rows(statements, id, 0, Integer.MAX_VALUE)
                : metadata == null ? Rows.NONE : rows(statements, id, metadata.first(), metadata.length());
        return new InvocationRead(metadata, rows, withState ? state(statements, id) : null);
    }

    private @Nullable Metadata metadata(Statements statements, long id) throws SQLException {
        try (PreparedStatement statement =
                statements.prepare("SELECT epoch, fst, len FROM ~meta WHERE id = ? AND gone = 0")) {
            statement.setLong(1, id);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? new Metadata(found.getInt(1), found.getInt(2), found.getInt(3)) : null;
            }
        }
    }

    private Rows rows(Statements statements, long id, int from, int to) throws SQLException {
        try (PreparedStatement statement =
                statements.prepare("SELECT idx, val FROM ~entry WHERE id = ? AND idx >= ? AND idx < ? ORDER BY idx")) {
            statement.setLong(1, id);
            statement.setInt(2, from);
            statement.setInt(3, to);
            try (ResultSet found = statement.executeQuery()) {
                RowsBuilder rows = new RowsBuilder();
                while (found.next()) {
                    rows.add(found.getInt(1), found.getLong(2));
                }
                return rows.build();
            }
        }
    }

    private SortedMap<String, Long> state(Statements statements, long id) throws SQLException {
        try (PreparedStatement statement = statements.prepare("SELECT k, val FROM ~state WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet found = statement.executeQuery()) {
                SortedMap<String, Long> state = new TreeMap<>();
                while (found.next()) {
                    state.put(found.getString(1), found.getLong(2));
                }
                return state;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        transactions.close();
    }
}
