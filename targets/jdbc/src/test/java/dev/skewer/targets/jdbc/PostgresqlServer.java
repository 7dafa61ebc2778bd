package dev.skewer.targets.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of a test's own, where PostgreSQL is installed. */
final class PostgresqlServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    /** PostgreSQL refuses to run as root. */
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final Process server;
    private final String url;

    private PostgresqlServer(Path programs) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("skewer-postgresql-");
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        String data = folder.resolve("data").toString();
        Process made = start(
                List.of(programs.resolve("initdb").toString(), "-D", data, "-A", "trust", "-U", "skewer", "--no-sync"));
        if (!made.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new IOException("initdb did not succeed");
        }
        int port = freePort();
        url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=skewer";
        server = start(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data,
                "-p",
                Integer.toString(port),
                "-k",
                folder.toString(),
                "-c",
                "listen_addresses=127.0.0.1"));
        awaitReady();
    }

    /** Where its programs are; nothing if it is not installed. */
    static Optional<Path> programs() throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.reverseOrder()).forEach(each -> folders.add(each.resolve("bin")));
            }
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            folders.add(Path.of(folder));
        }
        return folders.stream()
                .filter(each ->
                        Files.isExecutable(each.resolve("initdb")) && Files.isExecutable(each.resolve("postgres")))
                .findFirst();
    }

    static PostgresqlServer start(Path programs) throws IOException, InterruptedException {
        return new PostgresqlServer(programs);
    }

    /** Where it is, without a password. */
    String url() {
        return url;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private Process start(List<String> command) throws IOException {
        List<String> all = new ArrayList<>(isRoot() ? AS_NOBODY : List.of());
        all.addAll(command);
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                DriverManager.getConnection(url).close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline || !server.isAlive()) {
                    close();
                    throw new IOException("PostgreSQL does not start: " + e.getMessage(), e);
                }
                Thread.sleep(100);
            }
        }
    }

    /** Ends it, though clients may be connected, and deletes its files. */
    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .start()
                    .waitFor();
            if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
