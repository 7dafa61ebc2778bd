package dev.skewer.store.server;

import dev.skewer.store.Defect;
import dev.skewer.store.StoreException;
import dev.skewer.store.partition.PartitionStore;
import dev.skewer.store.storage.NativeLibrary;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is served on a port: a thread for each connection, one call at a time on each, and each call
 * and answer one frame of Thrift's framed transport (its length in 4 bytes, then the message).
 *
 * <p>Calls of a connection that ends are carried out to their end all the same; their answers go nowhere. When the store can never
 * write again, because the disk did not take a write, the client that met it is told and the server ends: what is then in the store
 * is seen by who opens it next.
 *
 * <p>Source of the protocol: Slee, Agarwal, Kwiatkowski, Thrift: Scalable Cross-Language Services Implementation (2007), §4.
 */
public final class StoreServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreServer.class);
    /** How a process says that it cannot be started as it was asked to. */
    private static final int EXIT_USAGE = 64;
    /** How it says that its store cannot be opened. */
    private static final int EXIT_STORE = 65;
    /** How it says that the disk does not take writes any more. */
    private static final int EXIT_BROKEN = 74;

    private final Leadership leadership;
    private final int port;
    private final TThreadPoolServer server;
    private final Thread thread;

    private StoreServer(Leadership leadership, int port, TThreadPoolServer server) {
        this.leadership = leadership;
        this.port = port;
        this.server = server;
        this.thread = new Thread(server::serve, "store-server");
    }

    /**
     * Serves a store on a free port.
     *
     * @param host the address to listen on
     * @param store closed when the server is
     * @param defects see {@link dev.skewer.store.StoreOptions#defects()}; those of a server count
     * @param onBroken told when the store will never write again
     * @throws StoreException if there is no port to be had
     */
    public static StoreServer start(
            InetAddress host, PartitionStore store, Set<Defect> defects, Consumer<StoreException> onBroken) {
        return start(host, Leadership.alone(store), defects, onBroken);
    }

    /**
     * Serves one of several stores that share a command log on a free port; a standby, until a client asks it to lead.
     *
     * @param host the address to listen on
     * @param opening opens the store, whenever it takes over; closed when another one has, and when the server is
     * @param defects see {@link dev.skewer.store.StoreOptions#defects()}; those of a server count
     * @param onBroken told when the store will never write again, or cannot be opened
     * @throws StoreException if there is no port to be had
     */
    public static StoreServer startStandby(
            InetAddress host,
            Supplier<PartitionStore> opening,
            Set<Defect> defects,
            Consumer<StoreException> onBroken) {
        boolean looks = !defects.contains(Defect.STALE_AFTER_FAILOVER);
        return start(host, Leadership.shared(opening, looks), defects, onBroken);
    }

    private static StoreServer start(
            InetAddress host, Leadership leadership, Set<Defect> defects, Consumer<StoreException> onBroken) {
        try {
            ServerSocket socket = new ServerSocket();
            // Connections that come at once: as many as a large test has processes, and again after a fault.
            socket.bind(new InetSocketAddress(host, 0), 1024);
            var arguments = new TThreadPoolServer.Args(new TServerSocket(socket))
                    .processorFactory(new Sessions(leadership, CallRules.of(defects), onBroken))
                    .transportFactory(new TFramedTransport.Factory())
                    .protocolFactory(new TBinaryProtocol.Factory());
            StoreServer started = new StoreServer(leadership, socket.getLocalPort(), new TThreadPoolServer(arguments));
            started.thread.start();
            return started;
        } catch (IOException | TTransportException e) {
            throw new StoreException(StoreException.Kind.OPEN, "the store cannot be served: " + e.getMessage(), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Takes no further calls, and closes the store. */
    @Override
    public void close() {
        server.stop();
        leadership.close();
    }

    /**
     * Unpacks what processes that serve need, so that they need not do so each for itself.
     *
     * @param directory exists; to be named in their {@code java.library.path}
     * @throws StoreException if that fails
     */
    public static void unpackLibrary(Path directory) {
        NativeLibrary.unpack(directory);
    }

    // ── the process ─────────────────────────────────────────────────────────────────────────────────────────────

    /**
     * The entry of a process: serves until it is told to end ({@code SIGTERM}), its standard input ends, or the disk breaks.
     *
     * @param arguments see {@link ServerOptions}
     */
    public static void main(String... arguments) {
        watchInput();
        ServerOptions options;
        try {
            options = ServerOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            end(EXIT_USAGE, e);
            return;
        }
        try {
            Files.deleteIfExists(options.announcement());
            StoreServer server = start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close"));
            announce(server.port(), options.announcement());
        } catch (StoreException | IOException e) {
            end(EXIT_STORE, e);
        }
    }

    private static StoreServer start(ServerOptions options) {
        Supplier<PartitionStore> opening = () -> PartitionStore.open(options.directory(), options.store());
        if (options.sharedLog() == null) {
            return start(options.host(), opening.get(), options.defects(), StoreServer::breakDown);
        }
        // So that it need not when it is to take over.
        PartitionStore.prepare();
        return startStandby(options.host(), opening, options.defects(), StoreServer::breakDown);
    }

    /** Ends the process when the one is no more that started it: its end of the pipe goes with it. */
    private static void watchInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        int read = 0;
                        while (read >= 0) {
                            read = System.in.read();
                        }
                    } catch (IOException e) {
                        LOG.debug("standard input cannot be read", e);
                    }
                    Runtime.getRuntime().halt(0);
                },
                "standard-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void announce(int port, Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, Integer.toString(port));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void breakDown(StoreException broken) {
        end(EXIT_BROKEN, broken);
    }

    /** Ends the process. Whoever started it reads why on its standard error; a log that somebody may have set up need not go there. */
    private static void end(int code, Exception why) {
        LOG.error("{}", why.getMessage());
        byte[] line = (why.getMessage() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        try (FileOutputStream standardError = new FileOutputStream(FileDescriptor.err)) {
            standardError.write(line);
        } catch (IOException e) {
            LOG.debug("standard error cannot be written", e);
        }
        Runtime.getRuntime().halt(code);
    }
}
