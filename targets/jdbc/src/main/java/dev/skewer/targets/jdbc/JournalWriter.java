package dev.skewer.targets.jdbc;

import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.target.NoEffectException;
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

    private final Statements writer;
    private final Database database;
    private final String lockMetadata;

    /** A writer over the statements of a connection that {@link Database#openWriter} gave. */
    JournalWriter(Statements writer, Database database) {
        this.writer = writer;
        this.database = database;
        lockMetadata = "SELECT epoch, fst, len, gone FROM ~meta WHERE id = ?" + database.forUpdate();
    }

    List<Position> append(List<Append> appends) {
        return Transactions.commit(writer, database, statements -> {
            Map<Long, Metadata> found = new HashMap<>();
            // In one order, so that no two wait for each other.
            for (long id :
                    new TreeSet<>(appends.stream().map(Append::invocation).toList())) {
                Metadata metadata = lock(statements, id);
                found.put(id, metadata == null ? begin(statements, id) : metadata);
            }
            List<Position> positions = new ArrayList<>();
            for (Append one : appends) {
                positions.add(append(statements, one, found));
            }
            return positions;
        });
    }

    private static Position append(Statements statements, Append one, Map<Long, Metadata> found) throws SQLException {
        Metadata before = Objects.requireNonNull(found.get(one.invocation()));
        Metadata after = new Metadata(before.epoch(), before.first(), before.length() + 1);
        statements.execute(
                "INSERT INTO ~entry (id, idx, val) VALUES (?, ?, ?)", one.invocation(), before.length(), one.entry());
        store(statements, one.invocation(), after);
        found.put(one.invocation(), after);
        return new Position(before.epoch(), before.length());
    }

    Position setState(long id, String key, long entry) {
        return Transactions.commit(writer, database, statements -> {
            Metadata metadata = lock(statements, id);
            Map<Long, Metadata> found = new HashMap<>();
            found.put(id, metadata == null ? begin(statements, id) : metadata);
            Position position = append(statements, new Append(id, entry), found);
            if (statements.execute("UPDATE ~state SET val = ? WHERE id = ? AND k = ?", entry, id, key) == 0) {
                statements.execute("INSERT INTO ~state (id, k, val) VALUES (?, ?, ?)", id, key, entry);
            }
            return position;
        });
    }

    Metadata trim(long id, int length) {
        return Transactions.commit(writer, database, statements -> {
            Metadata before = known(statements, id);
            if (length >= before.length()) {
                return before;
            }
            int kept = Math.max(length, before.first());
            Metadata after = new Metadata(before.epoch() + 1, before.first(), kept);
            statements.execute("DELETE FROM ~entry WHERE id = ? AND idx >= ?", id, kept);
            store(statements, id, after);
            return after;
        });
    }

    Metadata compact(long id, int first) {
        return Transactions.commit(writer, database, statements -> {
            Metadata before = known(statements, id);
            int from = Math.min(first, before.length());
            if (from <= before.first()) {
                return before;
            }
            Metadata after = new Metadata(before.epoch(), from, before.length());
            statements.execute("DELETE FROM ~entry WHERE id = ? AND idx < ?", id, from);
            store(statements, id, after);
            return after;
        });
    }

    Metadata purge(long id) {
        return Transactions.commit(writer, database, statements -> {
            Metadata before = known(statements, id);
            statements.execute("DELETE FROM ~entry WHERE id = ?", id);
            statements.execute("DELETE FROM ~state WHERE id = ?", id);
            statements.execute("UPDATE ~meta SET gone = ? WHERE id = ?", GONE, id);
            return before;
        });
    }

    private Metadata known(Statements statements, long id) throws SQLException {
        Metadata metadata = lock(statements, id);
        if (metadata == null) {
            throw new NoEffectException("unknown");
        }
        return metadata;
    }

    /** The metadata of an invocation, locked; null if there is none yet. */
    private @Nullable Metadata lock(Statements statements, long id) throws SQLException {
        try (PreparedStatement statement = statements.prepare(lockMetadata)) {
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
    private static Metadata begin(Statements statements, long id) throws SQLException {
        statements.execute("INSERT INTO ~meta (id, epoch, fst, len, gone) VALUES (?, 0, 0, 0, 0)", id);
        return new Metadata(0, 0, 0);
    }

    private static void store(Statements statements, long id, Metadata metadata) throws SQLException {
        statements.execute(
                "UPDATE ~meta SET epoch = ?, fst = ?, len = ? WHERE id = ?",
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
