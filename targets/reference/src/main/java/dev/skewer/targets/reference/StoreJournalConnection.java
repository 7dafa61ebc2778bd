package dev.skewer.targets.reference;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.JournalView;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.StoreException;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.JournalRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import dev.skewer.workloads.journal.Rows;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Journals as the store keeps them. */
final class StoreJournalConnection implements JournalConnection {
    private final StoreSession session;

    StoreJournalConnection(StoreSession session) {
        this.session = session;
    }

    // ── writes ──────────────────────────────────────────────────────────────────────────────────────────────────

    @Override
    public Position append(long invocation, long entry) {
        return position(new Command.Append(invocation, Entries.encode(entry)));
    }

    @Override
    public List<Position> appendAll(List<Append> appends) {
        var commands = new ArrayList<Command.Append>(appends.size());
        for (Append one : appends) {
            commands.add(new Command.Append(one.invocation(), Entries.encode(one.entry())));
        }
        List<Outcome.Position> told = ((Outcome.Appended) execute(new Command.AppendAll(commands))).positions();
        var positions = new ArrayList<Position>(told.size());
        for (Outcome.Position position : told) {
            positions.add(told(position));
        }
        return positions;
    }

    @Override
    public Position setState(long invocation, String key, long entry) {
        return position(new Command.SetState(invocation, key, Entries.encode(entry)));
    }

    @Override
    public Metadata trim(long invocation, int length) {
        return told(((Outcome.Trimmed) execute(new Command.Trim(invocation, length))).metadata());
    }

    @Override
    public Metadata compact(long invocation, int first) {
        return told(((Outcome.Compacted) execute(new Command.Compact(invocation, first))).metadata());
    }

    @Override
    public Metadata purge(long invocation) {
        return told(((Outcome.Purged) execute(new Command.Purge(invocation))).metadata());
    }

    private Position position(Command command) {
        return told(((Outcome.Appended) execute(command)).positions().get(0));
    }

    /** Appends an entry if the journal has this length; null, and nothing is changed, if it has another. */
    @Nullable Position appendIfLength(long invocation, long entry, int length) {
        Outcome outcome = settle(new Command.Append(invocation, Entries.encode(entry), length));
        return outcome instanceof Outcome.Appended appended
                ? told(appended.positions().get(0))
                : null;
    }

    /** Drops the oldest entries of a journal without waiting for it, if the store is there to do it. */
    void compactSoon(long invocation, int first) {
        session.executeSoon(new Command.Compact(invocation, first));
    }

    private Outcome execute(Command command) {
        Outcome told = settle(command);
        if (told instanceof Outcome.Rejected rejected) {
            throw new NoEffectException(rejected.reason());
        }
        return told;
    }

    private Outcome settle(Command command) {
        try {
            return session.execute(command);
        } catch (StoreException e) {
            throw translated(e);
        }
    }

    private static RuntimeException translated(StoreException e) {
        String message = String.valueOf(e.getMessage());
        return e.isIndeterminate() ? new OutcomeUnknownException(message, e) : new NoEffectException(message, e);
    }

    // ── reads ───────────────────────────────────────────────────────────────────────────────────────────────────

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        dev.skewer.store.Metadata found = answer(
                        invocation, reader -> Optional.ofNullable(reader.readMetadata(invocation)))
                .orElse(null);
        return found == null ? null : told(found);
    }

    @Override
    public JournalRead readJournal(long invocation) {
        JournalView view = answer(invocation, reader -> reader.readJournal(invocation));
        Integer epoch = view.epoch();
        return new JournalRead(epoch == null ? Metadata.UNREPORTED : epoch, rows(view.journal()));
    }

    @Override
    public InvocationRead read(long invocation, boolean whole, boolean withState) {
        return read(answer(
                invocation,
                reader -> whole ? reader.readRange(invocation, withState) : reader.read(invocation, withState)));
    }

    @Override
    public List<InvocationRead> scan(long[] invocations) {
        List<InvocationView> views = answer(invocations[0], reader -> reader.scan(invocations));
        var found = new ArrayList<InvocationRead>(views.size());
        for (InvocationView view : views) {
            found.add(read(view));
        }
        return found;
    }

    private <T> T answer(long invocation, Function<PartitionReader, T> read) {
        try {
            return read.apply(session.reader(invocation));
        } catch (StoreException e) {
            throw translated(e);
        }
    }

    private static InvocationRead read(InvocationView view) {
        dev.skewer.store.Metadata metadata = view.metadata();
        SortedMap<String, byte[]> state = view.state();
        return new InvocationRead(
                metadata == null ? null : told(metadata), rows(view.journal()), state == null ? null : values(state));
    }

    private static Position told(Outcome.Position position) {
        return new Position(position.epoch(), position.index());
    }

    private static Metadata told(dev.skewer.store.Metadata metadata) {
        return new Metadata(metadata.epoch(), metadata.first(), metadata.length());
    }

    private static Rows rows(Journal journal) {
        long[] entries = new long[journal.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry(journal.entries()[i]);
        }
        return new Rows(journal.indexes(), entries);
    }

    private static SortedMap<String, Long> values(SortedMap<String, byte[]> state) {
        SortedMap<String, Long> values = new TreeMap<>();
        state.forEach((key, bytes) -> values.put(key, entry(bytes)));
        return values;
    }

    private static long entry(byte[] bytes) {
        return Entries.isEntry(bytes) ? Entries.decode(bytes) : Rows.FOREIGN;
    }

    @Override
    public void close() {
        session.close();
    }
}
