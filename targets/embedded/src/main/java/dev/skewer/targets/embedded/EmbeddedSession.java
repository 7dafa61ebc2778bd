package dev.skewer.targets.embedded;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.partition.PartitionStore;
import dev.skewer.targets.reference.StoreSession;
import dev.skewer.workloads.target.NoEffectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A session of the {@link EmbeddedTarget}: keeps a reader, and takes a new one when the store is another. */
final class EmbeddedSession implements StoreSession {
    private final EmbeddedTarget target;
    private @Nullable PartitionStore readerOf;
    private @Nullable PartitionReader reader;
    /** The latest write, which may still be under way when its caller has given up. */
    private volatile @Nullable CompletableFuture<?> pending;

    EmbeddedSession(EmbeddedTarget target) {
        this.target = target;
    }

    /** The latest write; null before the first. */
    @Nullable CompletableFuture<?> pending() {
        return pending;
    }

    @Override
    public Outcome execute(Command command) {
        PartitionStore store = store();
        CompletableFuture<Outcome> outcome = store.submit(command);
        pending = outcome;
        try {
            Outcome told = outcome.get();
            if (target.hasCrashed(store)) {
                throw new StoreException(Kind.INDETERMINATE, "the store crashed");
            }
            return told;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StoreException told)) {
                throw new StoreException(Kind.INDETERMINATE, String.valueOf(e.getCause()), e);
            }
            if (told.kind() == Kind.BROKEN) {
                target.cannotWrite(told);
            }
            throw told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.INDETERMINATE, "interrupted while waiting for the answer", e);
        }
    }

    @Override
    public void executeSoon(Command command) {
        PartitionStore store = target.store();
        if (store != null) {
            pending = store.submit(command);
        }
    }

    @Override
    public PartitionReader reader(long invocation) {
        PartitionStore store = store();
        PartitionReader mine = reader;
        if (mine == null || readerOf != store) {
            closeReader();
            mine = new CheckedReader(store.reader(target.isolation()), () -> {
                if (target.hasCrashed(store)) {
                    throw new StoreException(Kind.CLOSED, "the store crashed");
                }
            });
            reader = mine;
            readerOf = store;
        }
        return mine;
    }

    private PartitionStore store() {
        PartitionStore store = target.store();
        if (store == null) {
            throw new NoEffectException("the store is restarting");
        }
        return store;
    }

    @Override
    public void close() {
        closeReader();
        target.forget(this);
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
            readerOf = null;
        }
    }
}
