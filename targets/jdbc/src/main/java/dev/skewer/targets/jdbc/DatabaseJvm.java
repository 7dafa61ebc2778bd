package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.FreePort;
import dev.skewer.targets.node.JavaProgram;
import dev.skewer.targets.node.Passwords;
import dev.skewer.targets.node.Program;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.TargetLostException;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * A JVM of its own for a database that is a library, which has a server among its classes. Such a server opens its database when
 * the first client connects, so that it serves when one has.
 *
 * @param url where it is
 * @param owner who may connect, as properties for the driver: the port is open to all users of the machine
 * @param process the process
 */
record DatabaseJvm(String url, Properties owner, DatabaseProcess process) {
    private static final String PROCESS = "process";
    private static final int HEAP_MEGABYTES = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Has a database run so. */
    static final TargetOption OPTION = TargetOption.oneOf(
            PROCESS, "Whether it runs in a JVM of its own, so that it can be killed.", List.of("false", "true"));

    /** Whether a database is to run so. */
    static boolean isWanted(Map<String, String> options) {
        return Boolean.parseBoolean(options.get(PROCESS));
    }

    /** Whether faults may be done to its process. */
    static Availability controlAvailability(Map<String, String> options) {
        return isWanted(options)
                ? Availability.AVAILABLE
                : Availability.missing("it runs in this JVM; give --target-option process=true");
    }

    /** The arguments of a server's {@code main}. */
    @FunctionalInterface
    interface Arguments {
        /**
         * For one.
         *
         * @param port where it is to listen
         * @param files the folder of the database
         */
        List<String> of(int port, Path files);
    }

    /** Makes a database in this JVM, and lets go of it. */
    @FunctionalInterface
    interface Creation {
        /**
         * Makes it.
         *
         * @param files its folder
         * @param owner to whom it is to belong
         */
        void create(Path files, Properties owner) throws SQLException;
    }

    /**
     * Makes a database, and starts a server for it.
     *
     * @param settings of the run
     * @param main the server's class
     * @param url for its driver, if clients reach it at this host and port
     * @throws NoEffectException if it does not start
     */
    static DatabaseJvm start(
            TargetSettings settings, String main, UnaryOperator<String> url, Arguments arguments, Creation creation) {
        Properties owner = new Properties();
        owner.setProperty("user", "SA");
        owner.setProperty("password", Passwords.random());
        try {
            Path folder = settings.directory().toAbsolutePath().resolve("node-0");
            Path files = Files.createDirectories(folder.resolve("data"));
            creation.create(files, owner);
            int port = FreePort.choose();
            List<String> command = JavaProgram.command(main, HEAP_MEGABYTES, folder, arguments.of(port, files));
            String own = url.apply("127.0.0.1:" + port);
            Program program = new Program(command, Map.of(), folder, () -> isServed(own, owner), PATIENCE);
            DatabaseProcess process = DatabaseProcess.start(settings, files, port, program);
            return new DatabaseJvm(url.apply(process.clientHostAndPort()), owner, process);
        } catch (IOException | SQLException | TargetLostException e) {
            throw new NoEffectException(main + " does not start: " + e.getMessage(), e);
        }
    }

    private static boolean isServed(String url, Properties owner) {
        try {
            Drivers.connect(url, owner).close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
