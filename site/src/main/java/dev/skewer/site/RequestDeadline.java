package dev.skewer.site;

import java.util.ArrayList;
import java.util.Map;
import java.util.WeakHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections whose client takes too long to send its next request. The idle time of a connection begins anew with each byte, so
 * that a client which sends one now and then could keep it for ever.
 */
final class RequestDeadline {
    private final ServerConnector connector;
    private final long limitNanos;
    private final Map<EndPoint, Waiting> waiting = new WeakHashMap<>();

    /** How many requests a connection had had, and since when it is waited for the next one. */
    private record Waiting(long requests, long since) {}

    RequestDeadline(ServerConnector connector, long limitNanos) {
        this.connector = connector;
        this.limitNanos = limitNanos;
    }

    /** Looks at all connections; to be called several times within the limit, by one thread at a time. */
    void enforce(long now) {
        for (EndPoint endPoint : new ArrayList<>(connector.getConnectedEndPoints())) {
            Connection connection = endPoint.getConnection();
            if (connection == null) {
                continue;
            }
            long requests = connection.getMessagesIn();
            boolean isIdle = requests == connection.getMessagesOut();
            Waiting before = waiting.get(endPoint);
            if (!isIdle) {
                waiting.remove(endPoint);
            } else if (before == null || before.requests() != requests) {
                waiting.put(endPoint, new Waiting(requests, now));
            } else if (now - before.since() > limitNanos) {
                endPoint.close();
            }
        }
    }
}
