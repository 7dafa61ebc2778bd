package dev.skewer.targets.redis;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.ServerTarget;
import dev.skewer.targets.node.machine.MachineControls;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Redis, as a server of the run's own. */
public final class RedisTarget implements ServerTarget, MachineControls {
    private static final String NONE = "none";
    private static final String ALWAYS = "always";

    /** The target, for the registry. */
    public static final TargetType TYPE = TargetType.named("redis", RedisTarget::open)
            .described("Redis, a server that the test starts, with journals as hashes and lists.", """
                    The test starts a server of its own on the loopback interface, and deletes everything at the end. As root it runs the \
                    server as the user nobody. It finds redis-server in the folders that SKEWER_SERVERS names, on the path, and in /usr/bin.

                    An invocation's metadata are a hash, its entries a list and its state another hash. Writers are scripts, which are right. \
                    A paired read is one script at lua, one transaction at multi, and at two-commands one command after the \
                    other, between which others write. A register is a string; compare-and-set is a script at lua, a transaction that \
                    watches the string at multi, and at two-commands a read and then a write. Other transactions are lists and strings; nothing in \
                    them depends on what they read, so at multi nothing is watched and none is aborted, and at two-commands each \
                    command is alone. Redis documents that scripts and \
                    transactions are carried out at one moment (https://redis.io/docs/latest/develop/using-commands/transactions/).

                    Durability is appendfsync: always is on disk before it is acknowledged; everysec and no have been handed to \
                    the operating system, and a loss of power loses the last second or more. At none there is no append-only file, \
                    and the end of the server loses everything: documented \
                    (https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/).""")
            .isolations(RedisLevel.labels(), RedisLevel.LUA.label())
            .durabilities(List.of(ALWAYS, "everysec", "no", NONE), ALWAYS)
            .consistency((isolation, options) -> RedisLevel.labelled(isolation) == RedisLevel.TWO_COMMANDS
                    ? Optional.empty()
                    : Optional.of("strict-serializable"))
            .promise((durability, options) -> promise(durability))
            .controls(NodeMachines.CONTROLS)
            .controlAvailability(NodeMachines::availability)
            .protocols(Set.of(JournalConnection.class, RegisterConnection.class, TransactionConnection.class))
            .availability(options -> RedisServer.availability())
            .build();

    private final RedisServer server;
    private final RedisLevel level;

    private RedisTarget(RedisServer server, RedisLevel level) {
        this.server = server;
        this.level = level;
    }

    private static DurabilityPromise promise(String durability) {
        return switch (durability) {
            case ALWAYS -> DurabilityPromise.DURABLE;
            case NONE -> DurabilityPromise.BUFFERED;
            default -> DurabilityPromise.BUFFERED_BY_SYSTEM;
        };
    }

    private static Target open(TargetSettings settings) {
        String durability = settings.durability();
        List<String> lines = durability.equals(NONE)
                ? List.of("appendonly no")
                : List.of("appendonly yes", "appendfsync " + durability);
        return new RedisTarget(RedisServer.start(settings, lines), RedisLevel.labelled(settings.isolation()));
    }

    @Override
    public Nodes allNodes() {
        return server.nodes();
    }

    @Override
    public NodeMachines machines() {
        return server.machines();
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        RedisSession session = new RedisSession(server);
        if (protocol == TransactionConnection.class) {
            return protocol.cast(new RedisTransactionConnection(session, level));
        }
        return protocol.cast(
                protocol == JournalConnection.class
                        ? new RedisJournalConnection(session, level)
                        : new RedisRegisterConnection(session, level));
    }

    @Override
    public String version() {
        return server.version();
    }

    @Override
    public boolean isQuiet() {
        return server.isQuiet() && network().isQuiet(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
