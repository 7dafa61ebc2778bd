package dev.skewer.targets.process;

import dev.skewer.store.Command;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.StoreException;
import dev.skewer.targets.reference.StoreSession;
import java.util.List;
import java.util.stream.IntStream;

/** A session of the {@link ProcessTarget}: a client for each shard. */
final class ProcessSession implements StoreSession {
    private final ProcessTarget target;
    private final List<ShardClient> clients;

    /**
     * One that is not connected yet.
     *
     * @param number of this session; neighbours prefer different nodes of a shard
     */
    ProcessSession(ProcessTarget target, int number) {
        this.target = target;
        this.clients = IntStream.range(0, target.shards())
                .mapToObj(shard -> new ShardClient(target, target.nodesOf(shard), number))
                .toList();
    }

    @Override
    public Outcome execute(Command command) {
        return client(invocation(command)).execute(command);
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
        return client(invocation);
    }

    private ShardClient client(long invocation) {
        return clients.get(target.shardOf(invocation));
    }

    @Override
    public void close() {
        clients.forEach(ShardClient::close);
    }
}
