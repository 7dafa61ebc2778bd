package dev.skewer.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A site on a free port of this machine, and what a client gets from it. */
final class RunningSite implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final SiteServer server;
    private final List<String> failures = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(TIMEOUT_MILLIS))
            .build();

    private RunningSite(Path results, int requestSeconds) throws IOException {
        server = SiteServer.start(
                new SiteServer.Settings(
                        results,
                        InetAddress.getLoopbackAddress(),
                        "127.0.0.1",
                        0,
                        List.of("skewer.example"),
                        "skewer test",
                        requestSeconds),
                failures::add);
    }

    static RunningSite of(Path results) throws IOException {
        return new RunningSite(results, SiteServer.Settings.REQUEST_SECONDS);
    }

    /** One that waits for requests for so long only. */
    static RunningSite of(Path results, int requestSeconds) throws IOException {
        return new RunningSite(results, requestSeconds);
    }

    /** What should not have happened. */
    List<String> failures() {
        return failures;
    }

    int port() {
        return server.address().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Gets what is at a path; header names and values in turn. */
    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMillis(TIMEOUT_MILLIS))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Opens a connection on which anything can be sent. */
    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Sends bytes as they are, and reads until the server closes the connection. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends a request for a path as it is, with a right host, on a connection of its own. */
    String rawGet(String path) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Override
    public void close() {
        server.close();
    }
}
