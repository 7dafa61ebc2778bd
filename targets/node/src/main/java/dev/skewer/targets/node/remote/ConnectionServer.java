package dev.skewer.targets.node.remote;

import dev.skewer.targets.node.remote.Wire.Call;
import dev.skewer.targets.node.remote.Wire.Ending;
import dev.skewer.targets.node.remote.Wire.Reply;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves connections of a target that is in this JVM: a thread for each client, one call at a time. What a client asked for is carried out
 * though it has gone.
 */
public final class ConnectionServer {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionServer.class);
    private static final int BACKLOG = 1024;

    private final Target target;
    private final Set<Class<? extends Connection>> protocols;
    private final byte[] secret;
    /** Those who were let in, but the one who asks for their number. */
    private final AtomicInteger clients = new AtomicInteger();

    /** Where connections come from. */
    @FunctionalInterface
    public interface Target {
        /**
         * A new one, for one thread.
         *
         * @throws NoEffectException if there is none to be had
         */
        <C extends Connection> C connect(Class<C> protocol);
    }

    /**
     * Serves nobody yet.
     *
     * @param secret what clients have to know
     */
    public ConnectionServer(Target target, Set<Class<? extends Connection>> protocols, String secret) {
        this.target = target;
        this.protocols = Set.copyOf(protocols);
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Serves for as long as this JVM lives.
     *
     * @param port of the loopback interface
     * @throws IOException if it is taken
     */
    public void serve(int port) throws IOException {
        try (ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = listener.accept();
                new Thread(() -> serve(socket), "client").start();
            }
        }
    }

    private void serve(Socket socket) {
        try (Wire wire = new Wire(socket)) {
            Call hello = wire.receive(Call.class);
            if (!MessageDigest.isEqual(secret, text(hello.arguments()[0]).getBytes(StandardCharsets.UTF_8))) {
                wire.send(refused("the secret is another"));
            } else if (hello.name().equals(RemoteTarget.COUNT)) {
                wire.send(new Reply(Ending.DONE, clients.get(), null));
            } else {
                serve(wire, hello.name());
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("a client has gone", e);
        }
    }

    private void serve(Wire wire, String protocol) throws IOException {
        Class<? extends Connection> type = protocols.stream()
                .filter(each -> each.getName().equals(protocol))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no protocol " + protocol));
        clients.incrementAndGet();
        try (Connection connection = target.connect(type)) {
            wire.send(new Reply(Ending.DONE, null, null));
            while (true) {
                wire.send(reply(type, connection, wire.receive(Call.class)));
            }
        } catch (NoEffectException e) {
            wire.send(refused(e.getMessage()));
        } finally {
            clients.decrementAndGet();
        }
    }

    private static Reply reply(Class<?> protocol, Connection connection, Call call) throws IOException {
        // No two methods of a protocol have the same name.
        Method method = Arrays.stream(protocol.getMethods())
                .filter(each -> each.getName().equals(call.name()))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no method " + call.name() + " in "
                        + Arrays.stream(protocol.getMethods())
                                .map(Method::getName)
                                .collect(Collectors.toSet())));
        try {
            return new Reply(Ending.DONE, method.invoke(connection, call.arguments()), null);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            return cause instanceof NoEffectException
                    ? refused(cause.getMessage())
                    : new Reply(
                            Ending.OUTCOME_UNKNOWN,
                            null,
                            cause instanceof OutcomeUnknownException ? cause.getMessage() : String.valueOf(cause));
        } catch (IllegalAccessException e) {
            throw new IOException("the method " + call.name() + " is not public", e);
        }
    }

    private static Reply refused(@org.jspecify.annotations.Nullable String reason) {
        return new Reply(Ending.NO_EFFECT, null, reason);
    }

    private static String text(@org.jspecify.annotations.Nullable Object argument) {
        return String.valueOf(argument);
    }
}
