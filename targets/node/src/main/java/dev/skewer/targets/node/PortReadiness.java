package dev.skewer.targets.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A server is ready when it accepts connections.
 *
 * @param port of the loopback interface; of no other server
 */
public record PortReadiness(int port) implements Program.Readiness {
    private static final int PATIENCE_MILLIS = 1_000;

    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
