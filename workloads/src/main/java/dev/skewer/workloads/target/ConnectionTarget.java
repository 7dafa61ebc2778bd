package dev.skewer.workloads.target;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A target of which there is nothing to manage: once it is there, it hands out connections until it is closed, does not restart, and a
 * call that has returned has taken effect. So are most stores in the JVM that tests them, and clients of a server that runs anyway.
 */
public final class ConnectionTarget implements Target {
    private final Supplier<? extends Connection> connections;
    private final AutoCloseable resource;

    private ConnectionTarget(Supplier<? extends Connection> connections, AutoCloseable resource) {
        this.connections = connections;
        this.resource = resource;
    }

    /**
     * A target that needs not be closed.
     *
     * @param connections a new connection, for one thread, to the store, which is empty at first
     */
    public static ConnectionTarget of(Supplier<? extends Connection> connections) {
        return new ConnectionTarget(connections, () -> {});
    }

    /** The same, which closes something when it is closed, such as the store. */
    public ConnectionTarget closing(AutoCloseable store) {
        return new ConnectionTarget(connections, store);
    }

    @Override
    public <C extends Connection> C connect(Class<C> protocol) {
        Connection connection = connections.get();
        if (!protocol.isInstance(connection)) {
            connection.close();
            throw new NoEffectException(connection.getClass().getName() + " is no " + protocol.getSimpleName()
                    + ", which the workload needs");
        }
        return protocol.cast(connection);
    }

    @Override
    public boolean awaitReady(Duration limit) {
        return true;
    }

    @Override
    public boolean quiesce(Duration limit) {
        return true;
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the store does not close: " + e, e);
        }
    }
}
