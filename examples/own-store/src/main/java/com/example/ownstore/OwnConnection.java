package com.example.ownstore;

import dev.skewer.workloads.journal.*;
import dev.skewer.workloads.target.NoEffectException;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.h2.engine.IsolationLevel;
import org.h2.mvstore.tx.*;

/** One client. A journal is an array of its first index and its entries; a purged invocation has metadata without numbers. */
final class OwnConnection implements JournalConnection {
    private static final int ALL = Integer.MAX_VALUE;
    private final OwnTarget target;
    private TransactionMap<Object, Object> metadata, journals, states; // of the transaction under way
    OwnConnection(OwnTarget target) { this.target = target; }

    private <T> T transaction(IsolationLevel level, Supplier<T> work) {
        Transaction transaction = target.transactions.begin((map, key, now, before) -> {}, 10_000, 0, level);
        metadata = transaction.openMap("metadata");
        journals = transaction.openMap("journals");
        states = transaction.openMap("states");
        if (level == IsolationLevel.SNAPSHOT) { // all maps as they are at one moment
            transaction.markStatementStart(new HashSet<>(List.of(metadata.map, journals.map, states.map)));
        }
        try {
            T result = work.get();
            transaction.commit();
            return result;
        } catch (RuntimeException e) {
            transaction.rollback();
            throw e;
        }
    }
    private <T> T read(Supplier<T> work) { return transaction(target.isolation, work); }
    private <T> T write(Supplier<T> work) { synchronized (target) { return transaction(IsolationLevel.READ_COMMITTED, work); } }

    public Position append(long id, long entry) { return write(() -> add(new Append(id, entry))); }
    public List<Position> appendAll(List<Append> all) { return write(() -> all.stream().map(this::add).toList()); }

    public Position setState(long id, String key, long entry) {
        return write(() -> {
            SortedMap<String, Long> state = state(id);
            state.put(key, entry);
            states.put(id, state);
            return add(new Append(id, entry));
        });
    }

    public Metadata trim(long id, int length) {
        return change(id, m -> length < m.length() ? save(id, m.epoch() + 1, m.first(), rows(id, m.first(), length)) : m);
    }
    public Metadata compact(long id, int first) {
        return change(id, m -> save(id, m.epoch(), Math.max(m.first(), Math.min(first, m.length())), rows(id, first, m.length())));
    }
    public Metadata purge(long id) {
        return change(id, m -> {
            metadata.put(id, new int[0]);
            List.of(journals, states).forEach(map -> map.remove(id));
            return m;
        });
    }

    public Metadata readMetadata(long id) { return read(() -> metadata(id)); }
    public JournalRead readJournal(long id) { return read(() -> new JournalRead(Metadata.UNREPORTED, rows(id, 0, ALL))); }
    public InvocationRead read(long id, boolean whole, boolean withState) { return read(() -> pair(id, whole, withState)); }
    public List<InvocationRead> scan(long[] ids) { return read(() -> LongStream.of(ids).mapToObj(id -> pair(id, false, false)).toList()); }
    public void close() {}

    private InvocationRead pair(long id, boolean whole, boolean withState) {
        Metadata m = metadata(id);
        Rows rows = whole ? rows(id, 0, ALL) : m == null ? Rows.NONE : rows(id, m.first(), m.length());
        return new InvocationRead(m, rows, withState ? state(id) : null);
    }

    private Metadata metadata(long id) {
        return metadata.getFromSnapshot(id) instanceof int[] m && m.length > 0 ? new Metadata(m[0], m[1], m[2]) : null;
    }
    private Metadata known(long id) {
        return Optional.ofNullable(metadata(id)).orElseThrow(() -> new NoEffectException("unknown or purged"));
    }
    private Metadata change(long id, UnaryOperator<Metadata> how) { return write(() -> how.apply(known(id))); }

    private Rows rows(long id, int first, int length) {
        long[] all = journals.getFromSnapshot(id) instanceof long[] found ? found : new long[1];
        int lowest = (int) all[0];
        int[] indexes = IntStream.range(Math.max(first, lowest), Math.min(length, lowest + all.length - 1)).toArray();
        return new Rows(indexes, IntStream.of(indexes).mapToLong(i -> all[i - lowest + 1]).toArray());
    }

    @SuppressWarnings("unchecked") private SortedMap<String, Long> state(long id) {
        return new TreeMap<>(states.getFromSnapshot(id) instanceof Map<?, ?> found ? (Map<String, Long>) found : Map.of());
    }

    private Position add(Append one) {
        long id = one.invocation();
        Metadata m = metadata.getFromSnapshot(id) == null ? new Metadata(0, 0, 0) : known(id);
        save(id, m.epoch(), m.first(), rows(id, m.first(), m.length()), one.entry());
        return new Position(m.epoch(), m.length());
    }

    private Metadata save(long id, int epoch, int first, Rows rows, long... more) {
        long[] journal = Stream.of(new long[] {first}, rows.entries(), more).flatMapToLong(LongStream::of).toArray();
        journals.put(id, journal);
        metadata.put(id, new int[] {epoch, first, first + journal.length - 1});
        return metadata(id);
    }
}
