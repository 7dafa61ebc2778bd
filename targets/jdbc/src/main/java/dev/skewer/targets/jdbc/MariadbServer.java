package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.FreePort;
import dev.skewer.targets.node.PortReadiness;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.ServerPrograms;
import dev.skewer.targets.node.Unprivileged;
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

/**
 * A MariaDB server with files of its own, copied from a {@link DataTemplate}: one that is killed soon after it made them cannot read
 * them any more. It has no users, and so no tables for them.
 */
final class MariadbServer {
    private static final String DATABASE = "skewer";
    private static final String PRODUCT = "mysql";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> PARAMETERS = List.of(
            "--bind-address=127.0.0.1",
            "--socket=socket",
            "--pid-file=pid",
            "--skip-grant-tables",
            "--max-connections=300",
            "--max-connect-errors=1000000",
            "--performance-schema=OFF",
            "--innodb-buffer-pool-size=32M",
            "--innodb-lock-wait-timeout=1",
            "--innodb-use-native-aio=OFF");

    private final DatabaseProcess process;

    private MariadbServer(DatabaseProcess process) {
        this.process = process;
    }

    /** Whether one can be started here. */
    static Availability availability() {
        if (program().isEmpty()) {
            return Availability.missing(
                    "there is no MariaDB: install the package mariadb-server, or unpack it and name the folder in "
                            + ServerPrograms.VARIABLE);
        }
        return Unprivileged.availability();
    }

    private static Optional<ServerPrograms.Found> program() {
        return ServerPrograms.ofThisMachine().find("mariadbd", PRODUCT);
    }

    /**
     * Starts one.
     *
     * @param settings of the run
     * @param parameters settings that differ from their standard, as {@code --name=value}
     * @throws NoEffectException if it does not start
     */
    static MariadbServer start(TargetSettings settings, List<String> parameters) {
        ServerPrograms.Found program = program().orElseThrow(() -> new NoEffectException("there is no MariaDB here"));
        Path folder = settings.directory().resolve("node-0");
        // Whoever reaches the port may do everything; so it is to do nothing to other files, and to load nothing.
        Path nothing = folder.resolve("nothing");
        try {
            DataTemplate template = DataTemplate.of(program.file(), (place, data) -> initialise(program, place, data));
            Unprivileged.give(folder);
            Unprivileged.give(nothing);
            int port = FreePort.choose();
            Path data = template.copyTo(folder);
            List<String> command = command(program, data);
            command.addAll(List.of("--port=" + port, "--secure-file-priv=" + nothing, "--plugin-dir=" + nothing));
            command.addAll(PARAMETERS);
            command.addAll(parameters);
            Program server = new Program(command, program.environment(), folder, new PortReadiness(port), PATIENCE)
                    .unprivileged();
            return new MariadbServer(DatabaseProcess.start(settings, data, port, server));
        } catch (IOException | TargetLostException e) {
            throw new NoEffectException("MariaDB does not start: " + e.getMessage(), e);
        }
    }

    private static void initialise(ServerPrograms.Found program, Path folder, Path data) throws IOException {
        Unprivileged.give(data);
        Path sql = folder.resolve("sql");
        Files.writeString(sql, "CREATE DATABASE " + DATABASE + ";\n", StandardCharsets.US_ASCII);
        List<String> command = command(program, data);
        command.add("--bootstrap");
        DataTemplate.run(folder, program.environment(), command, sql);
    }

    /** What is the same whatever it is started for. */
    private static List<String> command(ServerPrograms.Found program, Path data) {
        List<String> command = new ArrayList<>(
                List.of(program.file().toString(), "--no-defaults", "--datadir=" + data, "--innodb-log-file-size=16M"));
        Path root = program.root();
        if (root != null) {
            Path share = root.resolve("usr/share/mysql");
            command.addAll(List.of("--lc-messages-dir=" + share, "--character-sets-dir=" + share.resolve("charsets")));
        }
        return command;
    }

    /** Where it is, for its driver. */
    String url() {
        return "jdbc:mariadb://" + process.clientHostAndPort() + "/" + DATABASE;
    }

    /** Its process. */
    DatabaseProcess process() {
        return process;
    }
}
