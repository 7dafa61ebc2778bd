package dev.skewer.targets.node.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.targets.node.FreePort;
import dev.skewer.workloads.bank.BankConnection;
import dev.skewer.workloads.register.RegisterConnection;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of connections that another side carries out: what they return, how they fail, and when it is not known what became of them. */
class RemoteTargetTest {
    private static final String SECRET = "s3cret";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<Long, Long> registers = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger epoch = new AtomicInteger(1);
    private final AtomicInteger closed = new AtomicInteger();
    private int port;

    private final class Registers implements RegisterConnection {
        @Override
        public @Nullable Long read(long key) {
            if (key < 0) {
                throw new OutcomeUnknownException("the store does not know");
            }
            return registers.get(key);
        }

        @Override
        public void write(long key, long value) {
            if (value == 7) {
                throw new NoEffectException("not a seven");
            }
            if (value == 8) {
                throw new IllegalStateException("an eight");
            }
            if (value == 9) {
                await();
            }
            registers.put(key, value);
        }

        private void await() {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean compareAndSet(long key, long expected, long value) {
            return registers.replace(key, expected, value);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** Of the protocols, one with a map for an answer. */
    private static final class Accounts implements BankConnection {
        @Override
        public void open(int accounts, long balance) {}

        @Override
        public SortedMap<Long, Long> readAll() {
            return new TreeMap<>(Map.of(1L, 10L, 2L, 20L));
        }

        @Override
        public boolean transfer(long from, long to, long amount) {
            return false;
        }

        @Override
        public void close() {}
    }

    private final class Store implements ConnectionServer.Target {
        @Override
        public <C extends Connection> C connect(Class<C> protocol) {
            return protocol.cast(protocol == RegisterConnection.class ? new Registers() : new Accounts());
        }
    }

    @BeforeEach
    void serve() throws IOException {
        port = FreePort.choose();
        var server = new ConnectionServer(new Store(), Set.of(RegisterConnection.class, BankConnection.class), SECRET);
        Thread thread = new Thread(
                () -> {
                    try {
                        server.serve(port);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "server");
        thread.setDaemon(true);
        thread.start();
        awaitPort();
    }

    private void awaitPort() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("the server does not serve");
    }

    private RemoteTarget target(String secret, Duration patience) {
        return target(port, secret, patience);
    }

    private RemoteTarget target(int at, String secret, Duration patience) {
        return new RemoteTarget(
                () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), at), secret, epoch::get, patience);
    }

    private RegisterConnection connect() {
        return target(SECRET, PATIENCE).connect(RegisterConnection.class);
    }

    @Test
    void callsReturnWhatTheOtherSideReturns() {
        try (RegisterConnection connection = connect();
                BankConnection bank = target(SECRET, PATIENCE).connect(BankConnection.class)) {
            assertThat(connection.read(1)).isNull();
            connection.write(1, 5);
            assertThat(connection.compareAndSet(1, 5, 6)).isTrue();
            assertThat(connection.compareAndSet(1, 5, 6)).isFalse();
            assertThat(connection.read(1)).isEqualTo(6);
            assertThat(bank.readAll()).containsExactly(Map.entry(1L, 10L), Map.entry(2L, 20L));
        }
    }

    @Test
    void callsFailAsTheyDoThereAndTheConnectionGoesOn() {
        try (RegisterConnection connection = connect()) {
            assertThatThrownBy(() -> connection.write(1, 7))
                    .isInstanceOf(NoEffectException.class)
                    .hasMessage("not a seven");
            assertThatThrownBy(() -> connection.write(1, 8))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("an eight");
            assertThatThrownBy(() -> connection.read(-1))
                    .as("a read changes nothing, whatever came of it")
                    .isInstanceOf(NoEffectException.class);
            connection.write(1, 5);
            assertThat(connection.read(1)).isEqualTo(5);
        }
    }

    @Test
    void whatIsNotAnsweredInTimeIsOfUnknownOutcomeIfItChangesSomething() throws InterruptedException {
        try (RegisterConnection connection =
                target(SECRET, Duration.ofMillis(500)).connect(RegisterConnection.class)) {
            connection.write(1, 5);
            assertThatThrownBy(() -> connection.write(1, 9)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(target(SECRET, PATIENCE).isQuiet())
                    .as("what it asked for is still under way")
                    .isFalse();
            assertThat(connection.read(1))
                    .as("it goes on with another connection")
                    .isEqualTo(5);
            released.countDown();
            awaitValue(1, 9);
        }
    }

    private void awaitValue(long key, long value) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Long.valueOf(value).equals(registers.get(key)) && System.nanoTime() - deadline < 0) {
            Thread.sleep(1);
        }
        assertThat(registers).containsEntry(key, value);
    }

    @Test
    void aServerThatIsNotThereHadNoEffect() throws IOException {
        int nobody = FreePort.choose();
        try (RegisterConnection connection = target(nobody, SECRET, PATIENCE).connect(RegisterConnection.class)) {
            assertThatThrownBy(() -> connection.write(1, 5)).isInstanceOf(NoEffectException.class);
        }
        assertThat(target(nobody, SECRET, PATIENCE).isQuiet()).isFalse();
    }

    @Test
    void aConnectionThatBreaksInACallLeavesOpenWhatBecameOfAWrite() throws Exception {
        try (ServerSocket broken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                for (int i = 0; i < 2; i++) {
                    try (Wire wire = new Wire(broken.accept())) {
                        wire.receive(Wire.Call.class);
                        wire.send(new Wire.Reply(Wire.Ending.DONE, null, null));
                        wire.receive(Wire.Call.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            server.start();
            try (RegisterConnection connection =
                    target(broken.getLocalPort(), SECRET, PATIENCE).connect(RegisterConnection.class)) {
                assertThatThrownBy(() -> connection.write(1, 5)).isInstanceOf(OutcomeUnknownException.class);
                assertThatThrownBy(() -> connection.read(1)).isInstanceOf(NoEffectException.class);
            }
            server.join();
        }
    }

    @Test
    void afterAStartOfTheServerAnotherConnectionIsTaken() throws InterruptedException {
        try (RegisterConnection connection = connect()) {
            connection.write(1, 5);
            epoch.incrementAndGet();
            assertThat(connection.read(1)).isEqualTo(5);
            awaitClosed(1);
        }
        awaitClosed(2);
        assertThat(target(SECRET, PATIENCE).isQuiet()).isTrue();
    }

    private void awaitClosed(int connections) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while ((closed.get() < connections
                        || (connections == 2 && !target(SECRET, PATIENCE).isQuiet()))
                && System.nanoTime() - deadline < 0) {
            Thread.sleep(1);
        }
        assertThat(closed).hasValue(connections);
    }

    @Test
    void whoDoesNotKnowTheSecretIsRefused() {
        try (RegisterConnection connection = target("guess", PATIENCE).connect(RegisterConnection.class)) {
            assertThatThrownBy(() -> connection.read(1))
                    .isInstanceOf(NoEffectException.class)
                    .hasMessageContaining("secret");
        }
        assertThat(target("guess", PATIENCE).isQuiet()).isFalse();
    }

    @Test
    void nothingIsReadButValuesOfProtocols() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Wire sender = new Wire(new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
                Wire receiver = new Wire(listener.accept())) {
            sender.send(new Wire.Call("x", new Object[] {new Timestamp(0)}));
            assertThatThrownBy(() -> receiver.receive(Wire.Call.class)).isInstanceOf(InvalidClassException.class);
            sender.send(new Wire.Call("x", new Object[] {1L}));
            assertThat(receiver.receive(Wire.Call.class).name())
                    .as("the next message is where it is expected")
                    .isEqualTo("x");
        }
    }
}
