package dev.skewer.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.store.Command;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Journal;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreException.Kind;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.partition.PartitionStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client over a real socket sees what a caller in the same JVM sees; and what it is told when the connection does not hold. */
class StoreServerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private PartitionStore store;
    private StoreServer server;
    private final List<StoreException> broken = new ArrayList<>();
    private StoreClient client;

    @BeforeEach
    void serve() {
        store = PartitionStore.open(
                folder.resolve("store"), StoreOptions.builder().partitions(2).build());
        server = StoreServer.start(InetAddress.getLoopbackAddress(), store, Set.of(), broken::add);
        client = client(() -> loopback(server.port()), DEADLINE);
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    private static StoreClient client(Supplier<InetSocketAddress> address, Duration deadline) {
        return new StoreClient(address, ReadIsolation.SNAPSHOT, deadline, Set.of());
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void carriesOutEveryCommandAndReadsItBack() {
        assertThat(client.execute(new Command.Append(1, bytes("a"))))
                .isEqualTo(new Outcome.Appended(1, List.of(new Outcome.Position(0, 0))));
        assertThat(client.execute(new Command.AppendAll(
                        List.of(new Command.Append(1, bytes("b")), new Command.Append(2, bytes("c"))))))
                .isInstanceOf(Outcome.Appended.class);
        assertThat(client.execute(new Command.SetState(1, "k", bytes("d")))).isInstanceOf(Outcome.Appended.class);
        assertThat(client.execute(new Command.Create(3))).isInstanceOf(Outcome.Created.class);
        assertThat(client.execute(new Command.Compact(1, 1)))
                .isEqualTo(new Outcome.Compacted(5, new Metadata(0, 1, 3)));
        assertThat(client.execute(new Command.Trim(1, 2))).isEqualTo(new Outcome.Trimmed(6, new Metadata(1, 1, 2)));
        assertThat(client.readMetadata(1)).isEqualTo(new Metadata(1, 1, 2));
        assertThat(client.readMetadata(99)).isNull();
        Journal journal = new Journal(new int[] {1}, new byte[][] {bytes("b")});
        assertThat(client.readJournal(1).journal()).isEqualTo(journal);
        assertThat(client.readJournal(1).epoch()).isEqualTo(1);
        InvocationView read = client.read(1, true);
        assertThat(read.metadata()).isEqualTo(new Metadata(1, 1, 2));
        assertThat(read.journal()).isEqualTo(journal);
        assertThat(read.state()).containsOnlyKeys("k").containsEntry("k", bytes("d"));
        assertThat(client.readRange(1, false).journal()).isEqualTo(journal);
        assertThat(client.scan(new long[] {2, 1, 99}))
                .extracting(InvocationView::metadata)
                .containsExactly(new Metadata(0, 0, 1), new Metadata(1, 1, 2), null);
        assertThat(client.execute(new Command.Purge(1))).isEqualTo(new Outcome.Purged(7, new Metadata(1, 1, 2)));
        assertThat(client.execute(new Command.Append(1, bytes("e")))).isInstanceOf(Outcome.Rejected.class);
        client.flush();
        client.compact();
        assertThat(client.readMetadata(2)).isEqualTo(new Metadata(0, 0, 1));
    }

    @Test
    void aCallThatFailsLeavesTheConnectionAtTheNextOne() {
        client.execute(new Command.Append(1, bytes("a")));
        store.close();
        assertThatThrownBy(() -> client.execute(new Command.Append(1, bytes("b"))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
        assertThatThrownBy(() -> client.read(1, true)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> client.scan(new long[] {1, 2}))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
    }

    @Test
    void aConnectionThatIsRefusedCarriedNothing() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (StoreClient refused = client(() -> loopback(free), DEADLINE)) {
            assertThatThrownBy(() -> refused.execute(new Command.Append(1, bytes("a"))))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED))
                    .hasMessageStartingWith("no connection: ");
        }
    }

    @Test
    void aCommandWhoseConnectionBreaksIsIndeterminateAndAReadIsNot() throws Exception {
        try (ServerSocket breaker = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> breakTwice(breaker));
            thread.start();
            try (StoreClient broken = client(() -> loopback(breaker.getLocalPort()), DEADLINE)) {
                assertThatThrownBy(() -> broken.execute(new Command.Append(1, bytes("a"))))
                        .isInstanceOfSatisfying(
                                StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INDETERMINATE));
                assertThatThrownBy(() -> broken.read(1, false))
                        .isInstanceOfSatisfying(
                                StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
            }
            thread.join();
        }
    }

    /** Takes a request of each of two connections, and ends them. */
    private static void breakTwice(ServerSocket socket) {
        try {
            for (int i = 0; i < 2; i++) {
                try (Socket connection = socket.accept();
                        InputStream in = connection.getInputStream()) {
                    assertThat(in.read()).isNotNegative();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
                StoreClient waiting = client(() -> loopback(mute.getLocalPort()), Duration.ofMillis(500))) {
            assertThatThrownBy(() -> waiting.execute(new Command.Append(1, bytes("a"))))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INDETERMINATE))
                    .hasMessage("no answer in time");
        }
    }

    @Test
    void aClientGoesOnWithTheServerThatIsThereNow() {
        client.execute(new Command.Append(1, bytes("a")));
        server.close();
        assertThatThrownBy(() -> client.execute(new Command.Append(1, bytes("b"))))
                .isInstanceOf(StoreException.class);
        serveAgain();
        assertThat(client.execute(new Command.Append(1, bytes("c")))).isInstanceOf(Outcome.Appended.class);
        assertThat(client.readMetadata(1)).isNotNull();
    }

    private void serveAgain() {
        store = PartitionStore.open(
                folder.resolve("store"), StoreOptions.builder().partitions(2).build());
        server = StoreServer.start(InetAddress.getLoopbackAddress(), store, Set.of(), broken::add);
        // What the first connection found out is used up.
        try {
            client.readMetadata(1);
        } catch (StoreException e) {
            assertThat(e.isIndeterminate()).isFalse();
        }
    }

    @Test
    void whatHasNotArrivedNeverWillWhenTheServerEndsTheOtherConnections() throws Exception {
        try (Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port());
                StoreClient other = client(() -> loopback(server.port()), DEADLINE)) {
            // The first bytes of a message.
            half.getOutputStream().write(new byte[] {0, 0, 0, 9, 1});
            other.execute(new Command.Append(1, bytes("a")));
            while (client.connections() < 3) {
                Thread.onSpinWait();
            }
            client.endOthers();
            while (client.connections() > 1) {
                Thread.onSpinWait();
            }
            assertThat(half.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> other.execute(new Command.Append(1, bytes("b"))))
                    .isInstanceOf(StoreException.class);
            assertThat(client.readMetadata(1)).isEqualTo(new Metadata(0, 0, 1));
        }
    }
}
