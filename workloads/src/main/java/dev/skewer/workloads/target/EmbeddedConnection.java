package dev.skewer.workloads.target;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.PartitionStore;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection to the {@link EmbeddedTarget}: keeps a reader, and takes a new one when the store is another. */
final class EmbeddedConnection implements JournalConnection {
    /** How long a write may take before its outcome is called unknown. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EmbeddedTarget target;
    private @Nullable PartitionStore readerOf;
    private @Nullable PartitionReader reader;

    EmbeddedConnection(EmbeddedTarget target) {
        this.target = target;
    }

    @Override
    public Outcome execute(Command command) {
        CompletableFuture<Outcome> outcome = store().submit(command);
        try {
            return outcome.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StoreException told)) {
                throw new StoreException(Kind.INDETERMINATE, String.valueOf(e.getCause()), e);
            }
            if (told.kind() == Kind.BROKEN) {
                target.cannotWrite(told);
            }
            throw told;
        } catch (TimeoutException e) {
            target.abandon(outcome);
            throw new StoreException(Kind.INDETERMINATE, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            target.abandon(outcome);
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.INDETERMINATE, "interrupted while waiting for the answer");
        }
    }

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        return reader().readMetadata(invocation);
    }

    @Override
    public JournalView readJournal(long invocation) {
        return reader().readJournal(invocation);
    }

    @Override
    public InvocationView read(long invocation, boolean withState) {
        return reader().read(invocation, withState);
    }

    @Override
    public InvocationView readRange(long invocation, boolean withState) {
        return reader().readRange(invocation, withState);
    }

    @Override
    public List<InvocationView> scan(long[] invocations) {
        return reader().scan(invocations);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
            readerOf = null;
        }
    }

    private PartitionReader reader() {
        PartitionStore store = store();
        PartitionReader mine = reader;
        if (mine == null || readerOf != store) {
            close();
            mine = store.reader(target.isolation());
            reader = mine;
            readerOf = store;
        }
        return mine;
    }

    private PartitionStore store() {
        PartitionStore store = target.store();
        if (store == null) {
            throw new StoreException(Kind.CLOSED, "the store is restarting");
        }
        return store;
    }
}
