package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.FreePort;
import dev.skewer.targets.node.JavaProgram;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Passwords;
import dev.skewer.targets.node.PortReadiness;
import dev.skewer.targets.node.Program;
import dev.skewer.targets.node.ServerTarget;
import dev.skewer.targets.node.machine.MachineControls;
import dev.skewer.targets.node.machine.NodeMachines;
import dev.skewer.targets.node.remote.RemoteTarget;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * SQLite in a process of its own, with an application around it as the library always has one: clients speak the workloads' protocols with
 * {@link SqliteServer}.
 */
final class SqliteProcess implements ServerTarget, MachineControls {
    private static final int HEAP_MEGABYTES = 128;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DatabaseProcess process;
    private final RemoteTarget remote;
    private final String version;

    private SqliteProcess(DatabaseProcess process, String secret, String version) {
        this.process = process;
        this.version = version;
        this.remote = new RemoteTarget(
                process::clientAddress,
                secret,
                // A connection to a process that is no more, or not yet again, is none.
                () -> process.node().isServing() ? process.node().starts() : -1,
                Database.ANSWER_PATIENCE);
    }

    /** Makes the database and starts the process. */
    static SqliteProcess start(TargetSettings settings, Level level) {
        Path folder = settings.directory().toAbsolutePath().resolve("node-0");
        try {
            Path files = Files.createDirectories(folder.resolve("data"));
            String url = Sqlite.url(files, settings, level);
            // The process has the same library.
            String version = JdbcTarget.create(new Sqlite.Opened(url), level);
            int port = FreePort.choose();
            String secret = Passwords.random();
            List<String> command = JavaProgram.command(
                    SqliteServer.class.getName(),
                    HEAP_MEGABYTES,
                    folder,
                    SqliteServer.arguments(url, level, port, folder.resolve("libraries")));
            Program program = new Program(
                    command, Map.of(SqliteServer.SECRET, secret), folder, new PortReadiness(port), PATIENCE);
            DatabaseProcess process = DatabaseProcess.start(settings, files, port, program);
            process.machines().disks().settle();
            return new SqliteProcess(process, secret, version);
        } catch (IOException | SQLException | TargetLostException e) {
            throw new NoEffectException("SQLite does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public Nodes allNodes() {
        return process.nodes();
    }

    @Override
    public NodeMachines machines() {
        return process.machines();
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        return remote.connect(protocol);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public boolean isQuiet() {
        return remote.isQuiet() && network().isQuiet(0);
    }

    @Override
    public void close() {
        process.close();
    }
}
