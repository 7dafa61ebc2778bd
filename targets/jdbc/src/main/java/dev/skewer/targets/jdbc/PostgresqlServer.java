package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.FreePort;
import dev.skewer.targets.node.Passwords;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server with a cluster of its own, copied from a {@link DataTemplate}. */
final class PostgresqlServer {
    private static final String PRODUCT = "postgresql";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A cluster is small, writes no more about itself than is of use in a log, and lies in its folder alone. */
    private static final List<String> PARAMETERS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "dynamic_shared_memory_type=mmap",
            "shared_buffers=32MB",
            "max_connections=300",
            // After a crash it syncs all of its files: by one call, not by one for each.
            "recovery_init_sync_method=syncfs",
            "max_wal_size=64MB",
            "deadlock_timeout=100ms",
            "log_min_messages=log",
            "log_line_prefix=%m ");

    /** Who may do everything, with a {@linkplain #password password}: the port is open to all users of the machine. */
    static final String USER = "skewer";

    private static final String PASSWORD = "password";

    private final String password;
    private final DatabaseProcess process;

    private PostgresqlServer(String password, DatabaseProcess process) {
        this.password = password;
        this.process = process;
    }

    /** Whether one can be started here. */
    static Availability availability() {
        if (programs().isEmpty()) {
            return Availability.missing(
                    "there is no PostgreSQL: install the package postgresql, or unpack it and name the folder in "
                            + ServerPrograms.VARIABLE);
        }
        return Unprivileged.availability();
    }

    private record Found(ServerPrograms.Found postgres, ServerPrograms.Found initdb) {}

    private static Optional<Found> programs() {
        ServerPrograms all = ServerPrograms.ofThisMachine();
        return all.find("postgres", PRODUCT)
                .flatMap(postgres -> all.find("initdb", PRODUCT).map(initdb -> new Found(postgres, initdb)));
    }

    /**
     * Starts one.
     *
     * @param settings of the run
     * @param parameters settings that differ from their standard, as {@code name=value}
     * @throws NoEffectException if it does not start
     */
    static PostgresqlServer start(TargetSettings settings, List<String> parameters) {
        Found programs = programs().orElseThrow(() -> new NoEffectException("there is no PostgreSQL here"));
        Path folder = settings.directory().resolve("node-0");
        try {
            DataTemplate template = DataTemplate.of(
                    programs.initdb().file(), (place, data) -> initialise(programs.initdb(), place, data));
            String password = Files.readString(template.folder().resolve(PASSWORD), StandardCharsets.US_ASCII)
                    .strip();
            Unprivileged.give(folder);
            Path data = template.copyTo(folder);
            int port = FreePort.choose();
            Program program = new Program(
                            command(programs.postgres(), data, port, parameters),
                            programs.postgres().environment(),
                            folder,
                            new Readiness(data.resolve("postmaster.pid")),
                            PATIENCE)
                    // Its fast shutdown, which does not wait until clients have gone.
                    .endedBy("INT")
                    .unprivileged();
            return new PostgresqlServer(password, DatabaseProcess.start(settings, data, port, program));
        } catch (IOException | TargetLostException e) {
            throw new NoEffectException("PostgreSQL does not start: " + e.getMessage(), e);
        }
    }

    private static void initialise(ServerPrograms.Found initdb, Path folder, Path data) throws IOException {
        Path passwordFile = folder.resolve(PASSWORD);
        Files.writeString(passwordFile, Passwords.random() + "\n", StandardCharsets.US_ASCII);
        List<String> command = List.of(
                initdb.file().toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=password",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
                "--wal-segsize=1");
        DataTemplate.run(folder, initdb.environment(), command, null);
    }

    private static List<String> command(ServerPrograms.Found postgres, Path data, int port, List<String> parameters) {
        List<String> command = new ArrayList<>(SharedMemory.namespace());
        command.addAll(List.of(postgres.file().toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        PARAMETERS.forEach(parameter -> command.addAll(List.of("-c", parameter)));
        parameters.forEach(parameter -> command.addAll(List.of("-c", parameter)));
        return command;
    }

    /** Where it is, for its driver. */
    String url() {
        return "jdbc:postgresql://" + process.clientHostAndPort() + "/postgres";
    }

    /** Of the {@linkplain #USER user}. */
    String password() {
        return password;
    }

    /** Its process. */
    DatabaseProcess process() {
        return process;
    }

    /** Ends it, so that nothing of it is left but its files. */
    void close() {
        if (SharedMemory.namespace().isEmpty()) {
            // It removes its segment of shared memory when it ends in good order, and only then.
            process.node().start();
            process.node().terminate();
        }
        process.close();
    }

    /** What it says of itself in a file, as its own {@code pg_ctl} looks at it; one that was killed leaves it behind. */
    private static final class Readiness implements Program.Readiness {
        /** The lines that tell one start from another: the number of the process, and after the folder the time. */
        private static final int IDENTITY = 3;

        private static final int STATUS = 7;

        private final Path file;
        private List<String> before = List.of();

        Readiness(Path file) {
            this.file = file;
        }

        @Override
        public void reset() {
            before = identity(lines());
        }

        @Override
        public boolean isReady() {
            List<String> now = lines();
            return now.size() > STATUS
                    && now.get(STATUS).strip().equals("ready")
                    && !identity(now).equals(before);
        }

        private static List<String> identity(List<String> lines) {
            return lines.size() < IDENTITY ? List.of() : lines.subList(0, IDENTITY);
        }

        private List<String> lines() {
            try {
                return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            } catch (NoSuchFileException e) {
                return List.of();
            } catch (IOException e) {
                throw new IllegalStateException("cannot read " + file + ": " + e, e);
            }
        }
    }
}
