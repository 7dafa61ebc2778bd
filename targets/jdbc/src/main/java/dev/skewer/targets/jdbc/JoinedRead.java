package dev.skewer.targets.jdbc;

import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Metadata, entries and state of some invocations, read by one statement. */
final class JoinedRead {
    private final Map<Long, InvocationRead> found = new HashMap<>();
    private final boolean withState;

    /**
     * Reads.
     *
     * @param isBounded whether to take only the entries that the metadata promises
     */
    JoinedRead(Statements statements, long[] ids, boolean isBounded, boolean withState) throws SQLException {
        this.withState = withState;
        String sql = "SELECT m.id, m.epoch, m.fst, m.len, e.idx, e.val" + (withState ? ", s.k, s.val" : "")
                + " FROM ~meta m LEFT JOIN ~entry e ON e.id = m.id"
                + (isBounded ? " AND e.idx >= m.fst AND e.idx < m.len" : "")
                + (withState ? " LEFT JOIN ~state s ON s.id = m.id" : "")
                + " WHERE m.gone = 0 AND m.id IN (" + String.join(", ", Collections.nCopies(ids.length, "?")) + ")";
        try (PreparedStatement statement = statements.prepare(sql)) {
            for (int i = 0; i < ids.length; i++) {
                statement.setLong(i + 1, ids[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                collect(rows);
            }
        }
    }

    /** What was read of an invocation. */
    InvocationRead of(long id) {
        return found.getOrDefault(
                id, new InvocationRead(null, Rows.NONE, withState ? Collections.emptySortedMap() : null));
    }

    private void collect(ResultSet rows) throws SQLException {
        Map<Long, Metadata> metadata = new HashMap<>();
        Map<Long, SortedMap<Integer, Long>> entries = new HashMap<>();
        Map<Long, SortedMap<String, Long>> states = new HashMap<>();
        while (rows.next()) {
            long id = rows.getLong(1);
            metadata.put(id, new Metadata(rows.getInt(2), rows.getInt(3), rows.getInt(4)));
            SortedMap<Integer, Long> journal = entries.computeIfAbsent(id, unused -> new TreeMap<>());
            int index = rows.getInt(5);
            if (!rows.wasNull()) {
                journal.put(index, rows.getLong(6));
            }
            SortedMap<String, Long> state = states.computeIfAbsent(id, unused -> new TreeMap<>());
            String key = withState ? rows.getString(7) : null;
            if (key != null) {
                state.put(key, rows.getLong(8));
            }
        }
        metadata.forEach((id, known) -> {
            RowsBuilder journal = new RowsBuilder();
            entries.getOrDefault(id, new TreeMap<>()).forEach(journal::add);
            found.put(id, new InvocationRead(known, journal.build(), withState ? states.get(id) : null));
        });
    }
}
