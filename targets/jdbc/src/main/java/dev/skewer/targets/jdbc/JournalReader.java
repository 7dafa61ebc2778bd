package dev.skewer.targets.jdbc;

import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Rows;
import dev.skewer.workloads.target.NoEffectException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reads of the journal protocol, at the level under test. */
final class JournalReader implements AutoCloseable {
    private final Connection connection;
    private final Level level;

    /** A reader over a connection whose level and auto-commit have been set. */
    JournalReader(Connection connection, Level level) {
        this.connection = connection;
        this.level = level;
    }

    @Nullable Metadata readMetadata(long id) {
        return atOnce(() -> new Found(metadata(id))).metadata();
    }

    JournalRead readJournal(long id) {
        // Beside the rows an epoch would be read by another statement, and so perhaps be that of another moment.
        return new JournalRead(Metadata.UNREPORTED, atOnce(() -> rows(id, 0, Integer.MAX_VALUE)));
    }

    InvocationRead read(long id, boolean whole, boolean withState) {
        return atOnce(() -> readOne(id, whole, withState));
    }

    List<InvocationRead> scan(long[] ids) {
        return atOnce(() -> {
            List<InvocationRead> found = new ArrayList<>();
            if (level.unit() == Level.Unit.JOIN) {
                JoinedRead joined = new JoinedRead(connection, ids, true, false);
                for (long id : ids) {
                    found.add(joined.of(id));
                }
                return found;
            }
            for (long id : ids) {
                found.add(readOne(id, false, false));
            }
            return found;
        });
    }

    private record Found(@Nullable Metadata metadata) {}

    private InvocationRead readOne(long id, boolean whole, boolean withState) throws SQLException {
        if (level.unit() == Level.Unit.JOIN) {
            return new JoinedRead(connection, new long[] {id}, !whole, withState).of(id);
        }
        Metadata metadata = metadata(id);
        Rows rows = whole
                ? rows(id, 0, Integer.MAX_VALUE)
                : metadata == null ? Rows.NONE : rows(id, metadata.first(), metadata.length());
        return new InvocationRead(metadata, rows, withState ? state(id) : null);
    }

    private @Nullable Metadata metadata(long id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT epoch, fst, len FROM meta WHERE id = ? AND gone = 0")) {
            statement.setLong(1, id);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? new Metadata(found.getInt(1), found.getInt(2), found.getInt(3)) : null;
            }
        }
    }

    private Rows rows(long id, int from, int to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT idx, val FROM entry WHERE id = ? AND idx >= ? AND idx < ? ORDER BY idx")) {
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

    private SortedMap<String, Long> state(long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT k, val FROM state WHERE id = ?")) {
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

    /** Some statements. */
    @FunctionalInterface
    private interface Statements<T> {
        T run() throws SQLException;
    }

    /** Runs the statements of one read, in one transaction if the level has transactions. */
    private <T> T atOnce(Statements<T> statements) {
        boolean isTransaction = level.unit() == Level.Unit.TRANSACTION;
        try {
            T found = statements.run();
            if (isTransaction) {
                connection.commit();
            }
            return found;
        } catch (SQLException e) {
            if (isTransaction) {
                rollBack(e);
            }
            throw new NoEffectException(String.valueOf(e.getMessage()), e);
        }
    }

    private void rollBack(SQLException failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
