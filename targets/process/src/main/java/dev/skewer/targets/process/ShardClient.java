package dev.skewer.targets.process;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.JournalView;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.server.StoreClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client's way to the nodes of one shard: the only one, or the one of two that leads. Used by one thread.
 *
 * <p>Which one leads a client finds out by itself. From a node that is down, that does not answer in time, or that says that it does not
 * lead, it turns to the other and asks that to lead, which is harmless if it does. An operation of which a node may have heard is not sent
 * again: it ends as with a single node, and the next one goes to the other.
 *
 * <p>Every {@value #RETURN_AFTER} operations it comes back to the node that it prefers, as drivers do that are to find out that a node is
 * there again (MySQL's Connector/J: {@code queriesBeforeRetrySource}, 50).
 */
final class ShardClient implements PartitionReader {
    private static final int RETURN_AFTER = 50;
    /** How long an operation waits for a node that is down before it fails, so that failures do not come by the thousand. */
    private static final Duration PATIENCE = Duration.ofMillis(100);
    /** How long a node may take to take over. */
    private static final Duration TAKE_OVER_PATIENCE = Duration.ofSeconds(2);

    private final ProcessTarget target;
    private final List<Integer> nodes;
    private final List<StoreClient> clients;
    /** Indexes of {@link #nodes}. */
    private final int preferred;

    private int current;
    private int away;
    /** Whether the current one did not answer. */
    private boolean isSilent;

    /**
     * A client that is not connected yet.
     *
     * @param nodes one, or two that share a log
     * @param number of the client; neighbours prefer different nodes
     */
    ShardClient(ProcessTarget target, List<Integer> nodes, int number) {
        this.target = target;
        this.nodes = List.copyOf(nodes);
        this.clients = nodes.stream().map(target::client).toList();
        this.preferred = number % nodes.size();
        this.current = preferred;
    }

    Outcome execute(Command command) {
        return call(client -> client.execute(command));
    }

    @Override
    public @Nullable Metadata readMetadata(long invocation) {
        return call(client -> Optional.ofNullable(client.readMetadata(invocation)))
                .orElse(null);
    }

    @Override
    public JournalView readJournal(long invocation) {
        return call(client -> client.readJournal(invocation));
    }

    @Override
    public InvocationView read(long invocation, boolean withState) {
        return call(client -> client.read(invocation, withState));
    }

    @Override
    public InvocationView readRange(long invocation, boolean withState) {
        return call(client -> client.readRange(invocation, withState));
    }

    @Override
    public List<InvocationView> scan(long[] invocations) {
        return call(client -> client.scan(invocations));
    }

    private <T> T call(Function<StoreClient, T> call) {
        if (nodes.size() == 1) {
            await(PATIENCE);
            return call.apply(clients.get(current));
        }
        if (isSilent) {
            turn();
        } else if (current != preferred && ++away % RETURN_AFTER == 0) {
            current = preferred;
        }
        try {
            await(Duration.ZERO);
            return answered(call);
        } catch (StoreException e) {
            if (e.kind() != Kind.NOT_LEADING && e.kind() != Kind.CLOSED) {
                throw e;
            }
            // Nothing was sent, or nothing came of it.
            turn();
            return answered(call);
        }
    }

    private <T> T answered(Function<StoreClient, T> call) {
        try {
            return call.apply(clients.get(current));
        } catch (StoreException e) {
            isSilent = StoreClient.isSilence(e);
            throw e;
        }
    }

    /** Turns to the other node, and sees to it that it leads. */
    private void turn() {
        current = 1 - current;
        isSilent = false;
        await(PATIENCE);
        try (StoreClient asking = target.client(nodes.get(current), TAKE_OVER_PATIENCE)) {
            asking.lead();
        }
    }

    private void await(Duration patience) {
        int node = nodes.get(current);
        try {
            if (!target.awaitNode(node, patience)) {
                throw new StoreException(Kind.CLOSED, "node " + node + " is down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.CLOSED, "interrupted while node " + node + " was waited for", e);
        }
    }

    @Override
    public void close() {
        clients.forEach(StoreClient::close);
    }
}
