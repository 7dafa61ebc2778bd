package dev.skewer.targets.jdbc;

import dev.skewer.workloads.queue.FifoQueueConnection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Queues as rows of a table, in the order of their places: the oldest is selected and deleted, at the level under test.
 *
 * <p>A place is given out before its row is inserted, and later ones are higher. So of two values of which one was in before
 * the other was put in, that one has the lower place, and whoever sees the second sees the first, unless it is out.
 */
final class JdbcQueueConnection implements FifoQueueConnection {
    /** Of the table {@code ~item}. */
    static final String COLUMNS =
            "(id BIGINT NOT NULL, place BIGINT NOT NULL, val BIGINT NOT NULL," + " PRIMARY KEY (id, place))";

    private final LevelTransactions transactions;
    private final AtomicLong places;

    /**
     * A connection.
     *
     * @param places where the run's places come from
     */
    JdbcQueueConnection(LevelTransactions transactions, AtomicLong places) {
        this.transactions = transactions;
        this.places = places;
    }

    private record Item(long place, long value) {}

    @Override
    public void enqueue(long queue, long value) {
        long place = places.getAndIncrement();
        transactions.runOneChange(statements ->
                statements.execute("INSERT INTO ~item (id, place, val) VALUES (?, ?, ?)", queue, place, value));
    }

    @Override
    public @Nullable Long dequeue(long queue) {
        return transactions.runOneChange(statements -> taken(statements, queue)).orElse(null);
    }

    private Optional<Long> taken(Statements statements, long queue) throws SQLException {
        while (true) {
            Item oldest = oldest(statements, queue);
            if (oldest == null) {
                return Optional.empty();
            }
            int deleted = statements.execute("DELETE FROM ~item WHERE id = ? AND place = ?", queue, oldest.place());
            // Who deletes by one statement looks whether it was the one to do so; who trusts its transaction does not.
            if (deleted == 1 || !transactions.isOneStatement()) {
                return Optional.of(oldest.value());
            }
        }
    }

    private static @Nullable Item oldest(Statements statements, long queue) throws SQLException {
        return statements.first(
                "SELECT place, val FROM ~item WHERE id = ? AND place = (SELECT MIN(i.place) FROM ~item i WHERE i.id = ?)",
                rows -> new Item(rows.getLong(1), rows.getLong(2)),
                queue,
                queue);
    }

    @Override
    public void close() {
        Closing.close(transactions);
    }
}
