package dev.skewer.targets.redis;

import dev.skewer.targets.node.FreePort;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Passwords;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.ServerPrograms;
import dev.skewer.targets.node.Unprivileged;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    private final int port;
    private final JedisClientConfig config;
    private final NodeMachines machines;
    private final Nodes nodes;

    private RedisServer(TargetSettings run, int port, String password, Program program, Path data) {
        this.port = port;
        config = DefaultJedisClientConfig.builder()
                .resp2()
                .autoNegotiateProtocol(false)
                .password(password)
                .timeoutMillis(ANSWER_PATIENCE_MILLIS)
                .build();
        machines = NodeMachines.of(run, List.of(program.folder()), List.of(data), node -> own());
        nodes = new Nodes(1, node -> machines.on(node, program.readyWhen(this::isReady)));
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
            List<String> command = List.of(program.file().toString(), file.toString());
            RedisServer server = new RedisServer(
                    run,
                    port,
                    password,
                    new Program(command, program.environment(), folder, () -> false, PATIENCE).unprivileged(),
                    data);
            server.start();
            return server;
        } catch (IOException | TargetLostException e) {
            throw new NoEffectException("Redis does not start: " + e.getMessage(), e);
        }
    }

    private void start() {
        try {
            nodes.startAll();
        } catch (TargetLostException e) {
            machines.close();
            throw e;
        }
    }

    /** It answers errors while it loads what it left. */
    private boolean isReady() {
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port), config)) {
            return connection.ping();
        } catch (JedisException e) {
            return false;
        }
    }

    private InetSocketAddress own() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * A new connection, the way that clients take.
     *
     * @throws JedisException if there is none to be had
     */
    Connection connect() {
        InetSocketAddress address = machines.network().address(0, own());
        return new Connection(new HostAndPort(address.getAddress().getHostAddress(), address.getPort()), config);
    }

    /** Its only node. */
    Nodes nodes() {
        return nodes;
    }

    /** Its machine. */
    NodeMachines machines() {
        return machines;
    }

    /** Ends it. */
    void close() {
        nodes.close();
        machines.close();
    }

    /** Another one after each start: connections of an earlier one are of no use. */
    int epoch() {
        return nodes.all().get(0).starts();
    }

    /** Its name and version. */
    String version() {
        try (Connection connection = connect()) {
            connection.sendCommand(Protocol.Command.INFO, "server");
            return connection
                    .getBulkReply()
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .findFirst()
                    .map(line ->
                            "Redis " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse(Target.UNKNOWN_VERSION);
        }
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
