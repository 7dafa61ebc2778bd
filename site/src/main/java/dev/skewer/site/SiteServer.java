package dev.skewer.site;

import dev.skewer.site.files.ResultFiles;
import dev.skewer.site.index.RunIndex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the runs of a results folder over HTTP, until it is closed. Reads only. */
public final class SiteServer implements AutoCloseable {
    /** Connections at a time; those beyond wait to be accepted. */
    static final int MAX_CONNECTIONS = 200;

    /** Of a request's line and headers. */
    static final int MAX_HEADER_BYTES = 8 << 10;

    /** Without a byte in either direction. */
    private static final long IDLE_MILLIS = 30_000;

    /** The same when there are as many connections as there may be, so that those that wait get in. */
    private static final long CROWDED_IDLE_MILLIS = 1_000;

    private static final int MAX_THREADS = 24;
    private static final int MIN_THREADS = 4;
    private static final int BACKLOG = 128;

    private final Server server;
    private final ServerConnector connector;
    private final RequestDeadline deadline;
    private final long requestNanos;
    private final Thread indexing;

    /**
     * What is served, and where.
     *
     * @param results the results folder
     * @param address to listen at
     * @param bind the same as the user wrote it
     * @param port 0 for any that is free
     * @param hosts further names under which the site answers
     * @param producer the version that renders reports
     * @param requestSeconds how long a client may take to send a request, or to wait with the next one
     */
    public record Settings(
            Path results,
            InetAddress address,
            String bind,
            int port,
            List<String> hosts,
            String producer,
            int requestSeconds) {
        /** How long a client may usually take. */
        public static final int REQUEST_SECONDS = 20;

        /** Copies the list. */
        public Settings {
            hosts = List.copyOf(hosts);
        }
    }

    private SiteServer(Settings settings, Consumer<String> failures) {
        var files = new ResultFiles(settings.results());
        var index = new RunIndex(files);
        var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("skewer-site");
        threads.setDaemon(true);
        server = new Server(threads);
        var http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.address().getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        // A page must not have to wait for connections of the last server on this port to be forgotten.
        connector.setReuseAddress(true);
        server.addConnector(connector);
        var limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        server.addBean(limit);
        server.setHandler(new SiteHandler(
                new Site(files, index, new Reports(files, settings.producer())),
                new HostNames(settings.address(), settings.bind(), settings.hosts()),
                failures));
        server.setErrorHandler(new SiteHandler.Errors());
        server.setStopTimeout(0);
        requestNanos = TimeUnit.SECONDS.toNanos(settings.requestSeconds());
        deadline = new RequestDeadline(connector, requestNanos);
        indexing = new Thread(index::readAll, "skewer-index");
        indexing.setDaemon(true);
    }

    /**
     * Begins to serve.
     *
     * @param failures told in one line of what should not have happened
     * @throws IOException if the port is taken, or cannot be had
     */
    public static SiteServer start(Settings settings, Consumer<String> failures) throws IOException {
        var site = new SiteServer(settings, failures);
        try {
            site.connector.open();
            site.server.start();
        } catch (IOException e) {
            site.close();
            throw e;
        } catch (Exception e) {
            // Jetty declares no more than this.
            site.close();
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        site.indexing.start();
        site.schedule();
        return site;
    }

    private void schedule() {
        connector
                .getScheduler()
                .schedule(
                        () -> {
                            deadline.enforce(System.nanoTime());
                            schedule();
                        },
                        requestNanos / 4,
                        TimeUnit.NANOSECONDS);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Ends it at once, connections included; the port is free when this returns. */
    @Override
    public void close() {
        indexing.interrupt();
        try {
            server.stop();
        } catch (Exception e) {
            // What could be stopped has been; its threads do not keep the process.
            return;
        }
    }
}
