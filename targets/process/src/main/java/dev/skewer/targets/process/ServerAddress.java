package dev.skewer.targets.process;

import dev.skewer.targets.node.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a server listens, as it announces in a file: another port each time that it is started. */
final class ServerAddress implements Program.Readiness {
    private final InetAddress host;
    private final Path announcement;
    private volatile @Nullable InetSocketAddress now;

    ServerAddress(InetAddress host, Path announcement) {
        this.host = host;
        this.announcement = announcement;
    }

    /** Where it listens; null until it does. */
    @Nullable InetSocketAddress now() {
        return now;
    }

    @Override
    public void reset() {
        now = null;
        try {
            Files.deleteIfExists(announcement);
        } catch (IOException e) {
            throw new IllegalStateException("cannot delete " + announcement + ": " + e, e);
        }
    }

    @Override
    public boolean isReady() {
        if (!Files.exists(announcement)) {
            return false;
        }
        try {
            int port = Integer.parseInt(Files.readString(announcement));
            now = new InetSocketAddress(host, port);
            return true;
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException("cannot read " + announcement + ": " + e, e);
        }
    }
}
