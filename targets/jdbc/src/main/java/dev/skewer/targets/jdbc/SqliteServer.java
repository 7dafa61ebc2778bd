package dev.skewer.targets.jdbc;

import dev.skewer.targets.node.HarnessWatch;
import dev.skewer.targets.node.remote.ConnectionServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** An application that uses SQLite, in a JVM that can be killed: it does what its clients ask of a database that is there. */
final class SqliteServer {
    /** The variable of the environment with what clients have to know. */
    static final String SECRET = "SKEWER_SECRET";

    private SqliteServer() {}

    /** The arguments of {@link #main}. */
    static List<String> arguments(String url, Level level, int port, Path libraries) {
        return List.of(url, level.name(), Integer.toString(port), libraries.toString());
    }

    /**
     * The entry of the process.
     *
     * @param arguments the URL of the database, the level under test, the port, and a folder of its own for its library
     * @throws SQLException if the database cannot be opened
     * @throws IOException if the port is taken
     */
    public static void main(String... arguments) throws SQLException, IOException {
        HarnessWatch.begin();
        Path libraries = Path.of(arguments[3]);
        clear(libraries);
        // The driver unpacks its library, and one that was killed leaves it behind.
        System.setProperty("org.sqlite.tmpdir", libraries.toString());
        Level level = new Sqlite()
                .levels().stream()
                        .filter(each -> each.name().equals(arguments[1]))
                        .findFirst()
                        .orElseThrow();
        try (JdbcTarget target = JdbcTarget.ofExisting(new Sqlite.Opened(arguments[0]), level)) {
            // It serves when it can do so at once.
            JdbcTarget.PROTOCOLS.forEach(protocol -> target.connect(protocol).close());
            new ConnectionServer(target::connect, JdbcTarget.PROTOCOLS, Objects.requireNonNull(System.getenv(SECRET)))
                    .serve(Integer.parseInt(arguments[2]));
        }
    }

    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path each : all) {
                Files.delete(each);
            }
        }
    }
}
