package dev.skewer.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no browser sends, over raw sockets: none gets what is not its own, none ends the server. */
class HostileRequestsTest {
    private static final String SECRET = "do not tell";

    @TempDir
    private Path directory;

    private Path results;
    private Path run;
    private RunningSite site;

    @BeforeEach
    void start() throws IOException {
        results = Files.createDirectories(directory.resolve("runs"));
        Files.writeString(directory.resolve("secret"), SECRET);
        Files.writeString(results.resolve("secret"), SECRET);
        run = new StoredRuns(results).run("journal", "h2", List.of(), Validity.TRUE, StoredRuns.START);
        Files.createSymbolicLink(run.resolve("link"), directory.resolve("secret"));
        Files.createSymbolicLink(run.resolve("up"), directory);
        Files.createSymbolicLink(results.resolve("out"), directory);
        Files.writeString(run.resolve(".hidden"), SECRET);
        Files.createDirectories(results.resolve("journal/notes"));
        Files.writeString(results.resolve("journal/notes/secret"), SECRET);
        site = RunningSite.of(results);
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(site.get("/").statusCode()).as("it still answers").isEqualTo(200);
        assertThat(site.failures()).isEmpty();
        site.close();
    }

    private String home() {
        return StoredRuns.link(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "../../secret",
                "../../../secret",
                "..%2f..%2f..%2fsecret",
                "%2e%2e/%2e%2e/%2e%2e/secret",
                "%252e%252e/%252e%252e/secret",
                "..%5c..%5c..%5csecret",
                "..\\..\\..\\secret",
                "..;/..;/..;/secret",
                ".%00./secret",
                "run.log%00.json",
                "link",
                "up/secret",
                "up/",
                ".hidden",
                "%2ehidden",
                "/secret",
                "//etc/passwd",
                "%2fetc%2fpasswd",
                "..%c0%af..%c0%afsecret",
                "%ff%fe",
                "%",
                "%zz",
                "run.log/",
                "run.log/secret",
                "run.log:secret",
                "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/secret"
            })
    void nothingOutsideOfARunIsSent(String path) throws IOException {
        String answer = site.rawGet(home() + path);
        assertThat(answer).startsWith("HTTP/1.1 40").doesNotContain(SECRET, "root:", "Exception", directory.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs/secret",
                "/runs/../secret",
                "/runs/journal/notes/secret",
                "/runs/out/secret",
                "/runs/out/runs/secret",
                "/secret",
                "/../secret",
                "//secret",
                "/runs//secret",
                "/runs/./secret"
            })
    void norIsWhatLiesElsewhereInTheResultsFolder(String path) throws IOException {
        assertThat(site.rawGet(path)).startsWith("HTTP/1.1 ").doesNotContain(SECRET);
    }

    @Test
    void anotherNameIsRefused() throws IOException {
        for (String host : List.of(
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:80",
                "169.254.1.1",
                "[::2]",
                "",
                "a b",
                "@localhost",
                "localhost@evil.example")) {
            String answer = site.raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(host).startsWith("HTTP/1.1 4").doesNotContain("journal on h2");
        }
        for (String host :
                List.of("localhost", "LOCALHOST:1234", "127.0.0.1", "127.0.0.1:9", "[::1]:80", "skewer.example")) {
            String answer = site.raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(host).startsWith("HTTP/1.1 200").contains("journal on h2");
        }
        assertThat(site.raw("GET / HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .doesNotContain("journal on h2");
        assertThat(site.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(site.raw("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("journal on h2");
        assertThat(site.raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("journal on h2");
    }

    @Test
    void whatIsNoRequestGetsOnePlainPage() throws IOException {
        for (String request : List.of(
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            String answer;
            try {
                answer = site.raw(request);
            } catch (SocketException e) {
                // The server did not wait for the rest of it.
                continue;
            }
            assertThat(answer)
                    .as(request.substring(0, Math.min(40, request.length())))
                    .doesNotContain("Exception", "jetty", "Jetty", "\tat ");
            if (!answer.isEmpty()) {
                assertThat(answer).containsPattern("^HTTP/1.[01] [45]");
            }
        }
    }

    @Test
    void randomPathsGetAnAnswer() throws IOException {
        long seed = 20261127;
        var random = new Random(seed);
        String[] parts = {
            "..",
            ".",
            "/",
            "//",
            "%2e",
            "%2f",
            "%5c",
            "%00",
            "%25",
            "%",
            "%c0%af",
            "%e2%80%ae",
            ";",
            ":",
            "?",
            "&",
            "=",
            "#",
            "\\",
            "~",
            "runs",
            "journal",
            String.valueOf(run.getFileName()),
            "secret",
            "up",
            "link",
            "report.html",
            "trend",
            "x",
            "%3Cscript%3E"
        };
        for (int i = 0; i < 400; i++) {
            var path = new StringBuilder("/");
            for (int j = random.nextInt(12); j >= 0; j--) {
                path.append(parts[random.nextInt(parts.length)]);
                path.append(random.nextBoolean() ? "/" : "");
            }
            String answer = site.rawGet(path.toString());
            assertThat(answer)
                    .as("seed %d, path %s", seed, path)
                    .containsPattern("^HTTP/1.1 (200|204|302|400|404)")
                    .doesNotContain(SECRET, "Exception", "<script>E", "\u202e");
        }
    }

    @Test
    void aClientThatTakesItsTimeIsDisconnected() throws Exception {
        try (RunningSite impatient = RunningSite.of(results, 1);
                Socket slow = impatient.connect()) {
            slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
            Instant begun = Instant.now();
            boolean isClosed = false;
            while (!isClosed) {
                assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(60));
                Thread.sleep(100);
                try {
                    // One byte now and then keeps the connection from being idle.
                    slow.getOutputStream().write('x');
                    slow.setSoTimeout(1);
                    isClosed = slow.getInputStream().read() < 0;
                } catch (SocketTimeoutException e) {
                    isClosed = false;
                } catch (SocketException e) {
                    isClosed = true;
                }
            }
            assertThat(impatient.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void connectionsBeyondTheLimitWaitAndThenGetIn() throws Exception {
        var idle = new ArrayList<Socket>();
        try {
            for (int i = 0; i < SiteServer.MAX_CONNECTIONS + 20; i++) {
                idle.add(site.connect());
            }
            assertThat(site.get("/").statusCode()).isEqualTo(200);
        } finally {
            for (Socket each : idle) {
                each.close();
            }
        }
    }
}
