package dev.skewer.store.partition;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.StoreException;
import dev.skewer.store.write.CompactRule;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One submitted command on its way to its writer, and the way back. */
final class Request {
    final Command command;

    /** What {@link CompactRule#plan} read for it. */
    final @Nullable InvocationView plan;

    final CompletableFuture<Outcome> future = new CompletableFuture<>();

    /** Where the writers meet, if the command is of several partitions. */
    final @Nullable Rendezvous rendezvous;

    /** Set by the writer once the command is decided. */
    private @Nullable Outcome outcome;

    /** Whether a first attempt is committed and a second one under way, which only a planted defect causes. */
    private boolean retried;

    Request(Command command, @Nullable InvocationView plan, @Nullable Rendezvous rendezvous) {
        this.command = command;
        this.plan = plan;
        this.rendezvous = rendezvous;
    }

    /** The invocation that yield points are told: the first one. */
    long invocation() {
        return invocationOf(command);
    }

    void decide(Outcome decided) {
        outcome = decided;
    }

    Outcome outcome() {
        return Objects.requireNonNull(outcome);
    }

    boolean retried() {
        return retried;
    }

    void retry() {
        retried = true;
    }

    void acknowledge() {
        future.complete(outcome());
    }

    /** Nothing was written; but an earlier attempt may have been. */
    void failUndone(StoreException cause) {
        future.completeExceptionally(retried ? indeterminate() : cause);
    }

    /** The write failed: a rejected command has no effect all the same, any other may have. */
    void failWrite(StoreException cause) {
        if (outcome instanceof Outcome.Rejected && !retried) {
            acknowledge();
        } else {
            future.completeExceptionally(cause);
        }
    }

    /** The store closed before the command was begun. */
    void failUnstarted() {
        future.completeExceptionally(retried ? indeterminate() : closed());
    }

    private static StoreException indeterminate() {
        return new StoreException(StoreException.Kind.INDETERMINATE, "the command failed while it was tried again");
    }

    static StoreException closed() {
        return new StoreException(StoreException.Kind.CLOSED, "the store is closed; the command had no effect");
    }

    static long invocationOf(Command command) {
        if (command instanceof Command.Append append) {
            return append.invocation();
        }
        if (command instanceof Command.AppendAll all) {
            return all.appends().get(0).invocation();
        }
        if (command instanceof Command.SetState set) {
            return set.invocation();
        }
        if (command instanceof Command.Trim trim) {
            return trim.invocation();
        }
        if (command instanceof Command.Compact compact) {
            return compact.invocation();
        }
        if (command instanceof Command.Create create) {
            return create.invocation();
        }
        return ((Command.Purge) command).invocation();
    }
}
