package dev.skewer.targets.embedded;

import dev.skewer.store.InvocationView;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.PartitionReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader whose answers count only if its store has not crashed by the time that they are there. */
final class CheckedReader implements PartitionReader {
    private final PartitionReader reader;
    private final Runnable check;

    /**
     * One in front of another.
     *
     * @param check throws what a read of a store that has crashed ends in
     */
    CheckedReader(PartitionReader reader, Runnable check) {
        this.reader = reader;
        this.check = check;
    }

    private <T> T checked(T answer) {
        check.run();
        return answer;
    }

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        Metadata answer = reader.readMetadata(invocation);
        check.run();
        return answer;
    }

    @Override
    public JournalView readJournal(long invocation) {
        return checked(reader.readJournal(invocation));
    }

    @Override
    public InvocationView read(long invocation, boolean withState) {
        return checked(reader.read(invocation, withState));
    }

    @Override
    public InvocationView readRange(long invocation, boolean withState) {
        return checked(reader.readRange(invocation, withState));
    }

    @Override
    public List<InvocationView> scan(long[] invocations) {
        return checked(reader.scan(invocations));
    }

    @Override
    public void close() {
        reader.close();
    }
}
