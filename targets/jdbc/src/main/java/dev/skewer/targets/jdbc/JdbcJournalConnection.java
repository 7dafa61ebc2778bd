package dev.skewer.targets.jdbc;

import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.InvocationRead;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.JournalRead;
import dev.skewer.workloads.journal.Metadata;
import dev.skewer.workloads.journal.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's way to the journal in a database: one connection to write, and one to read at the level under test. */
final class JdbcJournalConnection implements JournalConnection {
    private final JournalWriter writer;
    private final JournalReader reader;

    JdbcJournalConnection(JournalWriter writer, JournalReader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public Position append(long invocation, long entry) {
        return writer.append(List.of(new Append(invocation, entry))).get(0);
    }

    @Override
    public List<Position> appendAll(List<Append> appends) {
        return writer.append(appends);
    }

    @Override
    public Position setState(long invocation, String key, long entry) {
        return writer.setState(invocation, key, entry);
    }

    @Override
    public Metadata trim(long invocation, int length) {
        return writer.trim(invocation, length);
    }

    @Override
    public Metadata compact(long invocation, int first) {
        return writer.compact(invocation, first);
    }

    @Override
    public Metadata purge(long invocation) {
        return writer.purge(invocation);
    }

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        return reader.readMetadata(invocation);
    }

    @Override
    public JournalRead readJournal(long invocation) {
        return reader.readJournal(invocation);
    }

    @Override
    public InvocationRead read(long invocation, boolean whole, boolean withState) {
        return reader.read(invocation, whole, withState);
    }

    @Override
    public List<InvocationRead> scan(long[] invocations) {
        return reader.scan(invocations);
    }

    @Override
    public void close() {
        Closing.close(writer, reader);
    }
}
