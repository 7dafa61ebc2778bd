package dev.skewer.targets.redis;

import dev.skewer.targets.node.FreePort;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Passwords;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.ServerPrograms;
import dev.skewer.targets.node.Unprivileged;
import dev.skewer.targets.node.disk.NodeDisks;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis server with files of its own. */
final class RedisServer {
    private static final String CONFIGURATION = "redis.conf";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long a client waits for an answer: longer than a pause as a rule, shorter than an operation may take. */
    private static final int ANSWER_PATIENCE_MILLIS = 4_000;

    private final HostAndPort address;
    private final JedisClientConfig config;
    private final NodeDisks disks;
    private final Nodes nodes;

    private RedisServer(int port, String password, Path folder, ServerPrograms.Found program, NodeDisks disks) {
        address = new HostAndPort("127.0.0.1", port);
        config = DefaultJedisClientConfig.builder()
                .resp2()
                .autoNegotiateProtocol(false)
                .password(password)
                .timeoutMillis(ANSWER_PATIENCE_MILLIS)
                .build();
        this.disks = disks;
        List<String> command =
                List.of(program.file().toString(), folder.resolve(CONFIGURATION).toString());
        Program server = new Program(command, program.environment(), folder, this::isReady, PATIENCE).unprivileged();
        nodes = new Nodes(1, node -> server.with(disks.environment(node)));
    }

    /** Whether one can be started here. */
    static Availability availability() {
        if (program().isEmpty()) {
            return Availability.missing(
                    "there is no Redis: install the package redis-server, or unpack it and name the folder in "
                            + ServerPrograms.VARIABLE);
        }
        return Unprivileged.availability();
    }

    private static Optional<ServerPrograms.Found> program() {
        return ServerPrograms.ofThisMachine().find("redis-server", "redis");
    }

    /**
     * Starts one.
     *
     * @param run in whose directory its files are to be
     * @param settings lines of its configuration
     * @throws NoEffectException if it does not start
     */
    static RedisServer start(TargetSettings run, List<String> settings) {
        ServerPrograms.Found program = program().orElseThrow(() -> new NoEffectException("there is no Redis here"));
        Path folder = run.directory().toAbsolutePath().resolve("node-0");
        Path data = folder.resolve("data");
        try {
            Unprivileged.give(folder);
            Unprivileged.give(data);
            int port = FreePort.choose();
            // The port is open to all users of the machine, and so is a command line.
            String password = Passwords.random();
            List<String> lines = new ArrayList<>(List.of(
                    "bind 127.0.0.1",
                    "port " + port,
                    "dir \"" + data + "\"",
                    "requirepass " + password,
                    "save \"\"",
                    "daemonize no"));
            lines.addAll(settings);
            Path file = folder.resolve(CONFIGURATION);
            Files.write(file, lines, StandardCharsets.UTF_8);
            Unprivileged.giveAlone(file);
            NodeDisks disks = NodeDisks.of(run.controls(), List.of(data));
            RedisServer server = new RedisServer(port, password, folder, program, disks);
            server.nodes.startAll();
            return server;
        } catch (IOException | TargetLostException e) {
            throw new NoEffectException("Redis does not start: " + e.getMessage(), e);
        }
    }

    /** It answers errors while it loads what it left. */
    private boolean isReady() {
        try (Connection connection = connect()) {
            return connection.ping();
        } catch (JedisException e) {
            return false;
        }
    }

    /**
     * A new connection.
     *
     * @throws JedisException if there is none to be had
     */
    Connection connect() {
        return new Connection(address, config);
    }

    /** Its only node. */
    Nodes nodes() {
        return nodes;
    }

    /** The disk below it. */
    NodeDisks disks() {
        return disks;
    }

    /** Another one after each start: connections of an earlier one are of no use. */
    int epoch() {
        return nodes.all().get(0).starts();
    }

    /** Whether it has no other client than the one that asks. */
    boolean isQuiet() {
        try (Connection connection = connect()) {
            connection.sendCommand(Protocol.Command.CLIENT, "LIST");
            return connection.getBulkReply().lines().count() == 1;
        } catch (JedisException e) {
            return false;
        }
    }
}
