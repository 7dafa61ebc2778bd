package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skewer serve}, on real runs. */
class ServeCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern RUN = Pattern.compile("/runs/journal/[0-9TZ]+/");

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(directory);
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsATestThatGoesOnAndThenItsReport() throws Exception {
        Path results = Files.createDirectories(directory.resolve("results/runs"));
        var threads = Executors.newCachedThreadPool();
        var server = new Shell(directory);
        var tester = new Shell(directory);
        try {
            var serving = CompletableFuture.supplyAsync(() -> server.run("serve", "--port", "0"), threads);
            String address = address(server, serving);
            assertThat(get(address).body()).contains("There are no runs yet.");
            var testing = CompletableFuture.supplyAsync(
                    () -> tester.run("test", "--isolation", "committed", "--rate", "2000", "--time-limit", "5m"),
                    threads);
            String running = await(address + "?verdict=running", RUN);
            String page = await(address + running.substring(1) + "?part=live", Pattern.compile("(?s)<svg.*"));
            assertThat(page).contains("polyline");
            String live = get(address + running.substring(1)).body();
            assertThat(live).contains("Operations are under way.", "operations per second", "median latency");
            tester.interruption().wish();
            assertThat(testing.get(2, TimeUnit.MINUTES).err()).isNotNull();
            String report =
                    await(address + running.substring(1), Pattern.compile("href=\"[^\"]*report\\.html\">Report<"));
            assertThat(report).isNotEmpty();
            assertThat(get(address + running.substring(1) + "report.html").statusCode())
                    .isEqualTo(200);
            try (var left = Files.list(results.resolve("journal"))) {
                assertThat(left.findFirst().orElseThrow().resolve("progress.json"))
                        .doesNotExist();
            }
            server.interruption().wish();
            Shell.Done done = serving.get(1, TimeUnit.MINUTES);
            assertThat(done.code()).isZero();
            assertThat(done.err()).isEmpty();
            assertThat(done.out()).startsWith("serving   results/runs\nat        http://127.0.0.1:");
        } finally {
            server.interruption().wish();
            tester.interruption().wish();
            threads.shutdownNow();
        }
    }

    /** Where it says that it is, once it does. */
    private static String address(Shell server, CompletableFuture<Shell.Done> serving) throws Exception {
        Instant deadline = Instant.now().plusSeconds(120);
        while (true) {
            Matcher said = ADDRESS.matcher(server.outSoFar());
            if (said.find()) {
                return said.group();
            }
            assertThat(serving).as("it ended").isNotDone();
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(20);
        }
    }

    private static String await(String address, Pattern pattern) throws Exception {
        Instant deadline = Instant.now().plusSeconds(120);
        while (true) {
            String body = get(address).body();
            Matcher found = pattern.matcher(body);
            if (found.find()) {
                return found.group();
            }
            assertThat(Instant.now()).as(body).isBefore(deadline);
            Thread.sleep(100);
        }
    }

    private void refused(String complaint, String... args) {
        Shell.Done done = shell.run(args);
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.complaint()).isEqualTo("skewer: serve: " + complaint);
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException {
        refused("--results results/runs: no such folder; give the one that has the runs", "serve");
        Files.writeString(directory.resolve("file"), "");
        refused("--results file: not a directory; give the one that has the runs", "serve", "--results", "file");
        refused("--port must be from 0 to 65535, and is 65536", "serve", "--results", ".", "--port", "65536");
        refused("--port must be from 0 to 65535, and is -1", "serve", "--results", ".", "--port", "-1");
        refused("--bind '' is no address; leave it out for 127.0.0.1", "serve", "--results", ".", "--bind", "");
        refused(
                "--bind no.such.name.invalid: no address of this machine",
                "serve",
                "--results",
                ".",
                "--bind",
                "no.such.name.invalid");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            refused(
                    "--port " + port + ": another process listens there; choose another, or 0 for any that is free",
                    "serve",
                    "--results",
                    ".",
                    "--port",
                    String.valueOf(port));
        }
    }

    @Test
    void warnsWhereOthersCanReachIt() {
        shell.interruption().wish();
        Shell.Done done = shell.run("serve", "--results", ".", "--port", "0", "--bind", "0.0.0.0");
        assertThat(done.code()).isZero();
        assertThat(done.err()).contains("can be reached from other machines").hasLineCount(1);
        assertThat(done.out()).contains("http://localhost:");
        done = shell.run("serve", "--results", ".", "--port", "0", "--json");
        assertThat(done.out()).matches("\\{\"url\":\"http://127\\.0\\.0\\.1:\\d+/\"}\n");
        assertThat(done.err()).isEmpty();
    }
}
