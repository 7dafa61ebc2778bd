package dev.skewer.targets.process;

import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.partition.PartitionStore;
import dev.skewer.store.server.ServerOptions;
import dev.skewer.store.server.StoreClient;
import dev.skewer.store.server.StoreServer;
import dev.skewer.targets.node.JavaProgram;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.disk.DiskControls;
import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.targets.node.network.NetworkControls;
import dev.skewer.targets.node.network.NetworkException;
import dev.skewer.targets.node.network.NodeNetwork;
import dev.skewer.targets.node.resource.NodeResources;
import dev.skewer.targets.node.resource.ResourceControls;
import dev.skewer.targets.reference.StoreLevels;
import dev.skewer.targets.reference.StoreProtocols;
import dev.skewer.workloads.fault.KillFault;
import dev.skewer.workloads.fault.PauseFault;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reference store in processes of its own, its nodes, each a {@link StoreServer} in a child JVM. Invocations are spread over them
 * by number; a node keeps the whole of an invocation, and what is atomic is so within one node.
 *
 * <p>With standbys, each of these nodes, a shard then, is two: a leader and a standby that share a command log, the first on node {@code
 * shard}, the other on {@code shards + shard} at first. Who leads, clients decide ({@link ShardClient}). The log lies beside the stores of both and is
 * no part of either's disk, as that of a replicated log is not.
 *
 * <p>An operation on a node that is down fails, for nothing was sent. One whose connection breaks, or whose answer does not come within
 * the deadline, may have taken effect. Nothing is sent twice.
 */
public final class ProcessTarget
        implements DiskControls, NetworkControls, ResourceControls, Controls.FramedNetwork, Controls.Maintenance {
    /** As for the embedded target: two writers, so that what spans partitions is tested too. */
    private static final int PARTITIONS = 2;

    private static final int HEAP_MEGABYTES = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIESCENCE_POLL = Duration.ofMillis(20);
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTarget.class);
    private static final String NODES = "nodes";
    private static final String DEADLINE = "deadline";

    /** What does what a defect needs. */
    private static final Map<Defect.Trigger, String> FAULTS = Map.of(
            Defect.Trigger.CRASH, KillFault.TYPE.name(),
            Defect.Trigger.POWER_LOSS, "power-loss",
            Defect.Trigger.DAMAGE, "bit-flip",
            Defect.Trigger.IO_ERROR, "io-error",
            Defect.Trigger.LOST_REPLY, "cut-reply",
            Defect.Trigger.SILENCE, "hold",
            Defect.Trigger.REPETITION, "duplicate-request",
            Defect.Trigger.FAILOVER, PauseFault.TYPE.name());

    /** The process target, for the registry. */
    public static final TargetType TYPE = StoreLevels.of(TargetType.named("process", ProcessTarget::open), FAULTS)
            .described("The reference store in child JVMs, behind a socket.", """
                    The reference store, served by processes that the test starts: one, or several that share the invocations. They can be \
                    killed, paused and restarted alone, while the test goes on and remembers what it was told. Clients speak with them \
                    over the loopback interface, by calls that have a deadline: a connection that breaks leaves open what became of the \
                    operation, as with any remote store.

                    Several nodes are several stores: an invocation lives on one of them, and scans and appends of several \
                    invocations stay within one node. A fault that hits one node spares the others.

                    With standby=true each of them is two processes, a leader and a standby over one command log, at durability \
                    replayed. A client that gets no answer from the one turns to the other and has it take over, whether the old \
                    leader is dead, paused or cut off; that one finds out when it next looks at the log, and answers nothing from then on.""")
            .options(
                    TargetOption.oneOf(
                            NODES,
                            "How many processes share the invocations.",
                            IntStream.rangeClosed(1, 9)
                                    .mapToObj(Integer::toString)
                                    .toList()),
                    TargetOption.oneOf(
                            DEADLINE,
                            "How long a client waits for an answer, in milliseconds.",
                            List.of("1000", "100", "200", "500", "2000", "4000")),
                    NodeNetwork.PARTITION,
                    TargetOption.oneOf(
                            StoreLevels.STANDBY,
                            "Whether each node has a standby that takes over when it does not answer; at durability replayed.",
                            List.of("false", "true")))
            .controls(Set.of(
                    Controls.Processes.class,
                    Controls.Disks.class,
                    Controls.FileSizes.class,
                    Controls.Network.class,
                    Controls.FramedNetwork.class,
                    Controls.Partitions.class,
                    Controls.Clocks.class,
                    Controls.Processors.class,
                    Controls.Memory.class,
                    Controls.Maintenance.class,
                    Controls.Restart.class))
            .controlAvailability(NodeMachines::availability)
            .durabilityFor(options -> hasStandbys(options) ? Optional.of(Durability.REPLAYED.id()) : Optional.empty())
            .build();

    private final ReadIsolation isolation;
    private final Duration deadline;
    private final Set<Defect> defects;
    private final NodeNetwork network;
    private final NodeResources resources;
    private final Nodes nodes;
    private final NodeDisks disks;
    private final List<ServerAddress> addresses;
    private final int shards;
    private final AtomicInteger sessions = new AtomicInteger();

    private ProcessTarget(TargetSettings settings) {
        Map<String, String> options = settings.options();
        this.shards = Integer.parseInt(options.getOrDefault(NODES, "1"));
        boolean hasStandbys = hasStandbys(options);
        int count = hasStandbys ? 2 * shards : shards;
        this.isolation = ReadIsolation.of(settings.isolation());
        this.deadline = Duration.ofMillis(Long.parseLong(options.getOrDefault(DEADLINE, "1000")));
        this.defects = StoreLevels.defects(settings.defects());
        List<Path> folders = IntStream.range(0, count)
                .mapToObj(node -> settings.directory().resolve("node-" + node))
                .toList();
        this.network = NodeNetwork.ofFrames(
                count, settings.controls(), options, this::own, settings.seed().value());
        this.resources = NodeResources.of(settings, folders);
        this.addresses = IntStream.range(0, count)
                .mapToObj(node ->
                        new ServerAddress(network.host(node), folders.get(node).resolve("port")))
                .toList();
        this.disks = NodeDisks.of(
                settings.controls(),
                folders.stream().map(ProcessTarget::storeFolder).toList());
        this.nodes = new Nodes(
                count,
                node -> program(settings, folders.get(node), node, hasStandbys ? log(settings, node % shards) : null));
    }

    private static boolean hasStandbys(Map<String, String> options) {
        return Boolean.parseBoolean(options.get(StoreLevels.STANDBY));
    }

    /** Of what a node's folder holds, the part that is the store's. */
    private static Path storeFolder(Path folder) {
        return folder.resolve("store");
    }

    /** The command log that the nodes of a shard share. */
    private static Path log(TargetSettings settings, int shard) {
        return makeFolder(settings.directory().resolve("logs")).resolve("shard-" + shard);
    }

    private Program program(TargetSettings settings, Path folder, int node, @Nullable Path sharedLog) {
        ServerOptions options = new ServerOptions(
                network.host(node),
                storeFolder(folder),
                folder.resolve("port"),
                PARTITIONS,
                Durability.of(settings.durability()),
                defects,
                sharedLog);
        List<String> command = JavaProgram.command(
                StoreServer.class.getName(), HEAP_MEGABYTES, libraries(settings), options.arguments());
        return new Program(
                resources.around(node, network.around(node, command)),
                Program.environment(disks.environment(node), resources.environment(node)),
                makeFolder(folder),
                addresses.get(node),
                PATIENCE);
    }

    /** All nodes share it, and each of their starts. */
    private static Path libraries(TargetSettings settings) {
        return settings.directory().resolve("libraries");
    }

    private static Path makeFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new NoEffectException("cannot make " + folder + ": " + e, e);
        }
    }

    private static Target open(TargetSettings settings) {
        try {
            StoreServer.unpackLibrary(makeFolder(libraries(settings)));
            ProcessTarget target = new ProcessTarget(settings);
            target.start();
            return target;
        } catch (StoreException | NetworkException | TargetLostException e) {
            throw new NoEffectException(String.valueOf(e.getMessage()), e);
        }
    }

    private void start() {
        try {
            nodes.startAll();
            if (nodes() > shards) {
                appointLeaders();
            }
        } catch (TargetLostException | StoreException e) {
            nodes.close();
            network.close();
            resources.close();
            throw e;
        }
    }

    /** So that the run does not begin with clients that compete for that. */
    private void appointLeaders() {
        for (int shard = 0; shard < shards; shard++) {
            try (StoreClient client = client(shard, PATIENCE)) {
                client.lead();
            }
        }
    }

    // ── clients ─────────────────────────────────────────────────────────────────────────────────────────────────

    @Override
    public String version() {
        return PartitionStore.version();
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        return StoreProtocols.connection(protocol, new ProcessSession(this, sessions.getAndIncrement()));
    }

    /** How many parts the invocations are divided in. */
    int shards() {
        return shards;
    }

    /** The nodes of a shard: one, or the leader at first and its standby. */
    List<Integer> nodesOf(int shard) {
        return nodes() > shards ? List.of(shard, shards + shard) : List.of(shard);
    }

    /** A shard that is two nodes has its invocations on both. */
    @Override
    public int nodeOf(long key) {
        return nodes() > shards ? NOWHERE : shardOf(key);
    }

    /** Neighbours in numbers that share a partition are spread too. */
    @Override
    public int shardOf(long key) {
        return (int) Math.floorMod(Math.floorDiv(key, (long) PARTITIONS), (long) shards);
    }

    /** A client of a node, which need not be up now. */
    StoreClient client(int node) {
        return client(node, deadline);
    }

    StoreClient client(int node, Duration patience) {
        return new StoreClient(() -> address(node), isolation, patience, defects);
    }

    private InetSocketAddress address(int node) {
        InetSocketAddress own = own(node);
        if (own == null) {
            throw new StoreException(Kind.CLOSED, "node " + node + " is down");
        }
        return network.address(node, own);
    }

    /** Where a node listens, if it does. */
    private @Nullable InetSocketAddress own(int node) {
        return addresses.get(node).now();
    }

    /** Waits until a node serves; returns whether it does. */
    boolean awaitNode(int node, Duration limit) throws InterruptedException {
        return nodes.await(node, limit);
    }

    @Override
    public boolean quiesce(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (int node = 0; node < nodes(); node++) {
            if (!comesToRest(node, end)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until a node has found all connections ended, and so has carried out what came through them. Looks twice, as one may be
     * new. TCP sends again what a partition swallowed, but at intervals that double; what takes longer than half of the time that there
     * is has to be known never to arrive, and the node ends those connections.
     */
    private boolean comesToRest(int node, long end) throws InterruptedException {
        long patient = System.nanoTime() + (end - System.nanoTime()) / 2;
        try (StoreClient client = client(node)) {
            int quiet = 0;
            while (quiet < 2) {
                long now = System.nanoTime();
                if (now - end > 0) {
                    return false;
                }
                quiet = isQuiet(node, client, now - patient > 0) ? quiet + 1 : 0;
                Thread.sleep(QUIESCENCE_POLL.toMillis());
            }
            return true;
        }
    }

    private boolean isQuiet(int node, StoreClient client, boolean endsOthers) {
        try {
            boolean isAlone = client.connections() == 1;
            if (!isAlone && endsOthers) {
                client.endOthers();
            }
            return isAlone && network.isQuiet(node);
        } catch (StoreException e) {
            return false;
        }
    }

    // ── controls ────────────────────────────────────────────────────────────────────────────────────────────────

    @Override
    public Nodes allNodes() {
        return nodes;
    }

    @Override
    public NodeDisks disks() {
        return disks;
    }

    @Override
    public NodeNetwork network() {
        return network;
    }

    @Override
    public NodeResources resources() {
        return resources;
    }

    @Override
    public void flush() {
        onEach(StoreClient::flush);
    }

    @Override
    public void compact() {
        onEach(StoreClient::compact);
    }

    /** Maintenance of a node that is down, or goes down, or does not answer, is left out. */
    private void onEach(Consumer<StoreClient> work) {
        for (int node = 0; node < nodes(); node++) {
            try (StoreClient client = client(node)) {
                work.accept(client);
            } catch (StoreException e) {
                LOG.debug("maintenance of node {} is left out", node, e);
            }
        }
    }

    @Override
    public void close() {
        nodes.close();
        network.close();
        resources.close();
    }
}
