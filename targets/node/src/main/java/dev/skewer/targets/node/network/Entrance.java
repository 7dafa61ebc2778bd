package dev.skewer.targets.node.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where clients connect: one port of the loopback interface, the same as long as it exists, whatever its {@link State}.
 *
 * <p>The port is kept by a socket that is bound to it and never listens. As both allow their address to be used again
 * ({@code SO_REUSEADDR}) and one of the two does not listen, a listening socket can be bound to the same port beside it, closed and
 * bound again, and nobody else gets the port in between.
 *
 * <p>{@link State#SILENT} uses that Linux drops the first packet of a connection, as a broken network does, when a listening
 * socket's queue of connections that were not accepted yet is full: the client's system sends it again after 1, 3, 7 … seconds, and
 * its caller waits. The queue has room for two, which connections of this class's own take.
 *
 * <p>Used by the thread of its {@link EventLoop}.
 */
final class Entrance {
    /** What becomes of a client that connects. */
    enum State {
        /** It is accepted. */
        OPEN,
        /** It is refused at once: nothing listens. */
        REFUSING,
        /** It hears nothing, until its patience ends or the entrance opens. */
        SILENT
    }

    /** More than there are processes; so many may connect at one time. */
    private static final int QUEUE = 1024;
    /** The shortest queue there is; it takes one more. */
    private static final int SHORTEST_QUEUE = 1;
    /** Enough to fill it. */
    private static final int FILLERS = SHORTEST_QUEUE + 2;

    private static final long PAUSE_NANOS = 20_000_000;
    private static final long POLL_NANOS = 500_000;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final EventLoop loop;
    private final Consumer<SocketChannel> clients;
    private final SocketChannel reservation;
    private final InetSocketAddress address;
    private final List<SocketChannel> fillers = new ArrayList<>();
    private @Nullable ServerSocketChannel listening;
    private State state = State.REFUSING;

    /**
     * Takes a port; refuses until it is told otherwise.
     *
     * @param clients takes those that connect
     */
    Entrance(EventLoop loop, Consumer<SocketChannel> clients) {
        this.loop = loop;
        this.clients = clients;
        try {
            reservation = SocketChannel.open(StandardProtocolFamily.INET);
            reservation.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            reservation.bind(new InetSocketAddress(loopback(), 0));
            address = (InetSocketAddress) reservation.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a proxy: " + e.getMessage(), e);
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return Inet4Address.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** Where to connect. */
    InetSocketAddress address() {
        return address;
    }

    /** Changes what becomes of clients that connect from now on. Those that have connected are accepted before. */
    void become(State next) {
        if (next == state) {
            return;
        }
        try {
            stopListening();
            state = State.REFUSING;
            if (next == State.OPEN) {
                ServerSocketChannel channel = listen(QUEUE);
                loop.register(channel, SelectionKey.OP_ACCEPT, key -> accept(channel));
            } else if (next == State.SILENT) {
                listen(SHORTEST_QUEUE);
                fill();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("port " + address.getPort() + " cannot be used again: " + e.getMessage(), e);
        }
        state = next;
    }

    private ServerSocketChannel listen(int queue) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            bind(channel, queue);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        listening = channel;
        return channel;
    }

    /**
     * A process that is being started has, for a moment, all that is open here, and so keeps a socket listening that has been closed.
     */
    private void bind(ServerSocketChannel channel, int queue) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                channel.bind(address, queue);
                return;
            } catch (BindException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private void fill() throws IOException {
        for (int i = 0; i < FILLERS; i++) {
            SocketChannel filler = SocketChannel.open(StandardProtocolFamily.INET);
            fillers.add(filler);
            filler.configureBlocking(false);
            filler.connect(address);
        }
    }

    private void stopListening() throws IOException {
        ServerSocketChannel channel = listening;
        if (channel != null) {
            if (state == State.OPEN) {
                accept(channel);
            }
            channel.close();
            listening = null;
        }
        for (SocketChannel filler : fillers) {
            filler.close();
        }
        fillers.clear();
        // A channel that is registered is closed by the selector, when it comes round.
        loop.forgetClosed();
    }

    private void accept(ServerSocketChannel channel) {
        try {
            for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
                clients.accept(client);
            }
        } catch (IOException e) {
            // The client has gone again, or there are no descriptors left: then it waits in the queue.
            pause(channel);
        }
    }

    /** Without a pause, a client that cannot be accepted would keep the loop busy. */
    private void pause(ServerSocketChannel channel) {
        SelectionKey key = loop.keyOf(channel);
        if (key != null && key.isValid()) {
            key.interestOps(0);
            loop.at(System.nanoTime() + PAUSE_NANOS, () -> {
                if (key.isValid()) {
                    key.interestOps(SelectionKey.OP_ACCEPT);
                }
            });
        }
    }

    /** Ends it and gives the port back. */
    void close() {
        try {
            stopListening();
            reservation.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
