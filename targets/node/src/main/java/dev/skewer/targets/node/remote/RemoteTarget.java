package dev.skewer.targets.node.remote;

import dev.skewer.targets.node.remote.Wire.Call;
import dev.skewer.targets.node.remote.Wire.Ending;
import dev.skewer.targets.node.remote.Wire.Reply;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A target behind a {@link ConnectionServer}, which may be away.
 *
 * @param address where clients connect now
 * @param secret what the server has to be told
 * @param epoch another number after each start and end of the server: connections of an earlier time are of no use
 * @param patience how long to wait for an answer
 */
public record RemoteTarget(Supplier<InetSocketAddress> address, String secret, IntSupplier epoch, Duration patience) {
    /** In the place of a protocol: asks for the number of clients. */
    static final String COUNT = "count";

    /**
     * A connection, which is opened when it is needed and again when it broke.
     *
     * @param protocol no two methods of it have one name, and those that begin with {@code read} or {@code scan} change nothing
     */
    public <C extends Connection> C connect(Class<C> protocol) {
        return protocol.cast(Proxy.newProxyInstance(
                protocol.getClassLoader(), new Class<?>[] {protocol}, new RemoteConnection(this, protocol)));
    }

    /** Whether the server has no client; not, if that cannot be told now. */
    public boolean isQuiet() {
        try (Wire wire = open(COUNT)) {
            return Integer.valueOf(0).equals(wire.receive(Reply.class).value());
        } catch (IOException | NoEffectException e) {
            return false;
        }
    }

    /** A connection whose other side has been asked for a protocol, and has not answered yet. */
    private Wire open(String protocol) throws IOException {
        Socket socket = new Socket();
        try {
            int millis = Math.toIntExact(patience.toMillis());
            socket.connect(address.get(), millis);
            socket.setSoTimeout(millis);
            Wire wire = new Wire(socket);
            wire.send(new Call(protocol, new Object[] {secret}));
            return wire;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * A connection that is ready for calls of a protocol.
     *
     * @throws NoEffectException if there is none to be had
     */
    Wire open(Class<?> protocol) {
        try {
            Wire wire = open(protocol.getName());
            try {
                Reply reply = wire.receive(Reply.class);
                if (reply.ending() == Ending.DONE) {
                    return wire;
                }
                wire.close();
                throw new NoEffectException(String.valueOf(reply.reason()));
            } catch (IOException e) {
                wire.close();
                throw e;
            }
        } catch (IOException e) {
            throw new NoEffectException("there is no connection: " + e.getMessage(), e);
        }
    }
}
