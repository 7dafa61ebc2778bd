package dev.skewer.targets.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that cannot choose one themselves, or have to keep theirs when they are started again. */
public final class FreePort {
    /** Below those that Linux gives to clients, one of which would take the port while the server is down. */
    private static final int LOWEST = 10_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /**
     * One of the loopback interface that is free now.
     *
     * @throws IOException if there seems to be none
     */
    public static int choose() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port of the loopback interface is free");
    }

    private static boolean isFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
