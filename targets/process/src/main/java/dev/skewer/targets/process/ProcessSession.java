package dev.skewer.targets.process;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.server.StoreClient;
import dev.skewer.targets.reference.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A session of the {@link ProcessTarget}: a client for each node. */
final class ProcessSession implements StoreSession {
    /** How long an operation waits for a node that is down before it fails, so that failures do not come by the thousand. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final ProcessTarget target;
    private final List<StoreClient> clients;

    ProcessSession(ProcessTarget target) {
        this.target = target;
        this.clients =
                IntStream.range(0, target.nodes()).mapToObj(target::client).toList();
    }

    @Override
    public Outcome execute(Command command) {
        return serving(invocation(command)).execute(command);
    }

    private static long invocation(Command command) {
        if (command instanceof Command.Append append) {
            return append.invocation();
        }
        if (command instanceof Command.AppendAll all) {
            return all.appends().get(0).invocation();
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
        return command instanceof Command.Purge purge ? purge.invocation() : ((Command.SetState) command).invocation();
    }

    @Override
    public void executeSoon(Command command) {
        try {
            execute(command);
        } catch (StoreException e) {
            // Nobody waits for it.
            return;
        }
    }

    @Override
    public PartitionReader reader(long invocation) {
        return serving(invocation);
    }

    private StoreClient serving(long invocation) {
        int node = target.nodeOf(invocation);
        try {
            if (!target.awaitNode(node, PATIENCE)) {
                throw new StoreException(Kind.CLOSED, "node " + node + " is down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.CLOSED, "interrupted while node " + node + " was waited for", e);
        }
        return clients.get(node);
    }

    @Override
    public void close() {
        clients.forEach(StoreClient::close);
    }
}
