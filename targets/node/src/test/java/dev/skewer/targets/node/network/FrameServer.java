package dev.skewer.targets.node.network;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that keeps the messages it gets, and answers each with {@code re:} and the message. */
final class FrameServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Thread acceptor;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ended = new AtomicInteger();

    FrameServer() {
        this("127.0.0.1", 0);
    }

    private FrameServer(String address, int port) {
        try {
            listening = new ServerSocket(port, 1024, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = start("server", () -> {
            while (true) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                start("server-connection", () -> serve(socket));
            }
        });
    }

    /** A process that serves until its standard input ends: an address, a port. */
    public static void main(String[] arguments) throws IOException {
        FrameServer server = new FrameServer(arguments[0], Integer.parseInt(arguments[1]));
        while (System.in.read() >= 0) {
            // What is said to it does not matter.
        }
        server.close();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** What has arrived, in order. */
    List<String> received() {
        return received;
    }

    /** How many connections have ended. */
    int ended() {
        return ended.get();
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                String message = read(in);
                received.add(message);
                write(socket, "re:" + message);
            }
        } finally {
            open.remove(socket);
            ended.incrementAndGet();
        }
    }

    static String read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void write(Socket socket, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(frame);
        out.writeInt(bytes.length);
        out.write(bytes);
        socket.getOutputStream().write(frame.toByteArray());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The peer has gone, or the test is over.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        try {
            listening.close();
            // A thread in the middle of accepting may take one more.
            acceptor.join();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
