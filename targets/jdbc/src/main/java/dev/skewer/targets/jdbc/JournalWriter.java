package dev.skewer.targets.jdbc;

import static dev.skewer.targets.jdbc.Statements.execute;

import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.target.NoEffectException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The writes of the journal protocol, each a transaction that locks the metadata of what it changes. */
final class JournalWriter implements AutoCloseable {
    private static final int GONE = 1;

    private final Connection writer;
    private final Dialect dialect;
    private final String lockMetadata;

    /** A writer over a connection that {@link Dialect#openWriter} gave. */
    JournalWriter(Connection writer, Dialect dialect) {
        this.writer = writer;
        this.dialect = dialect;
        lockMetadata = "SELECT epoch, fst, len, gone FROM meta WHERE id = ?" + dialect.forUpdate();
    }

    List<Position> append(List<Append> appends) {
        return Transactions.commit(writer, dialect, connection -> {
            Map<Long, Metadata> found = new HashMap<>();
            // In one order, so that no two wait for each other.
            for (long id :
                    new TreeSet<>(appends.stream().map(Append::invocation).toList())) {
                Metadata metadata = lock(connection, id);
                found.put(id, metadata == null ? begin(connection, id) : metadata);
            }
            List<Position> positions = new ArrayList<>();
            for (Append one : appends) {
                positions.add(append(connection, one, found));
            }
            return positions;
        });
    }

    private static Position append(Connection connection, Append one, Map<Long, Metadata> found) throws SQLException {
        Metadata before = Objects.requireNonNull(found.get(one.invocation()));
        Metadata after = new Metadata(before.epoch(), before.first(), before.length() + 1);
        execute(
                connection,
                "INSERT INTO entry (id, idx, val) VALUES (?, ?, ?)",
                one.invocation(),
                before.length(),
                one.entry());
        store(connection, one.invocation(), after);
        found.put(one.invocation(), after);
        return new Position(before.epoch(), before.length());
    }

    Position setState(long id, String key, long entry) {
        return Transactions.commit(writer, dialect, connection -> {
            Metadata metadata = lock(connection, id);
            Map<Long, Metadata> found = new HashMap<>();
            found.put(id, metadata == null ? begin(connection, id) : metadata);
            Position position = append(connection, new Append(id, entry), found);
            if (execute(connection, "UPDATE state SET val = ? WHERE id = ? AND k = ?", entry, id, key) == 0) {
                execute(connection, "INSERT INTO state (id, k, val) VALUES (?, ?, ?)", id, key, entry);
            }
            return position;
        });
    }

    Metadata trim(long id, int length) {
        return Transactions.commit(writer, dialect, connection -> {
            Metadata before = known(connection, id);
            if (length >= before.length()) {
                return before;
            }
            int kept = Math.max(length, before.first());
            Metadata after = new Metadata(before.epoch() + 1, before.first(), kept);
            execute(connection, "DELETE FROM entry WHERE id = ? AND idx >= ?", id, kept);
            store(connection, id, after);
            return after;
        });
    }

    Metadata compact(long id, int first) {
        return Transactions.commit(writer, dialect, connection -> {
            Metadata before = known(connection, id);
            int from = Math.min(first, before.length());
            if (from <= before.first()) {
                return before;
            }
            Metadata after = new Metadata(before.epoch(), from, before.length());
            execute(connection, "DELETE FROM entry WHERE id = ? AND idx < ?", id, from);
            store(connection, id, after);
            return after;
        });
    }

    Metadata purge(long id) {
        return Transactions.commit(writer, dialect, connection -> {
            Metadata before = known(connection, id);
            execute(connection, "DELETE FROM entry WHERE id = ?", id);
            execute(connection, "DELETE FROM state WHERE id = ?", id);
            execute(connection, "UPDATE meta SET gone = ? WHERE id = ?", GONE, id);
            return before;
        });
    }

    private Metadata known(Connection connection, long id) throws SQLException {
        Metadata metadata = lock(connection, id);
        if (metadata == null) {
            throw new NoEffectException("unknown");
        }
        return metadata;
    }

    /** The metadata of an invocation, locked; null if there is none yet. */
    private @Nullable Metadata lock(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lockMetadata)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                if (rows.getInt(4) == GONE) {
                    throw new NoEffectException("purged");
                }
                return new Metadata(rows.getInt(1), rows.getInt(2), rows.getInt(3));
            }
        }
    }

    /** Begins an invocation; loses to another that does so at the same time. */
    private static Metadata begin(Connection connection, long id) throws SQLException {
        execute(connection, "INSERT INTO meta (id, epoch, fst, len, gone) VALUES (?, 0, 0, 0, 0)", id);
        return new Metadata(0, 0, 0);
    }

    private static void store(Connection connection, long id, Metadata metadata) throws SQLException {
        execute(
                connection,
                "UPDATE meta SET epoch = ?, fst = ?, len = ? WHERE id = ?",
                metadata.epoch(),
                metadata.first(),
                metadata.length(),
                id);
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }
}
