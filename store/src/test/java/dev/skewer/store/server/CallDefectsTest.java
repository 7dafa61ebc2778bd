package dev.skewer.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skewer.store.Command;
import dev.skewer.store.Defect;
import dev.skewer.store.Metadata;
import dev.skewer.store.Outcome;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.partition.PartitionStore;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each defect of client and server does when the network misbehaves in the way that it needs, and that neither the sound ones
 * do that, nor it without.
 */
class CallDefectsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] ENTRY = "e".getBytes(StandardCharsets.UTF_8);
    private static final Command APPEND = new Command.Append(1, ENTRY);

    @TempDir
    Path folder;

    private StoreServer server;

    @BeforeEach
    void serve() {
        server = server(Set.of());
    }

    private StoreServer server(Set<Defect> defects) {
        PartitionStore store =
                PartitionStore.open(folder, StoreOptions.builder().build());
        return StoreServer.start(InetAddress.getLoopbackAddress(), store, defects, broken -> {});
    }

    /** Goes on with a server that has these defects. */
    private void serveWith(Set<Defect> defects) {
        server.close();
        server = server(defects);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    private static StoreClient client(Supplier<InetSocketAddress> address, Duration deadline, Set<Defect> defects) {
        return new StoreClient(address, ReadIsolation.SNAPSHOT, deadline, defects);
    }

    private Metadata metadata() {
        try (StoreClient client = client(this::address, LONG, Set.of())) {
            Metadata found = client.readMetadata(1);
            return found == null ? new Metadata(0, 0, 0) : found;
        }
    }

    /** Passes requests on to the server, so often each, and their first replies back, or loses these with the connection. */
    private final class Way implements AutoCloseable {
        private final ServerSocket socket;
        private final int copies;
        private final boolean losesReplies;
        /** Whether all copies of a request were answered alike. */
        private volatile boolean areAlike = true;

        Way(int copies, boolean losesReplies) throws IOException {
            this.socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
            this.copies = copies;
            this.losesReplies = losesReplies;
            Thread thread = new Thread(this::run);
            thread.setDaemon(true);
            thread.start();
        }

        InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        private void run() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept();
                        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    pass(client, behind);
                } catch (IOException e) {
                    // One of the two has gone.
                }
            }
        }

        private void pass(Socket client, Socket behind) throws IOException {
            while (true) {
                byte[] request = frame(client);
                byte[] reply = request;
                for (int i = 0; i < copies; i++) {
                    send(behind, request);
                    reply = i == 0 ? frame(behind) : reply;
                }
                for (int i = 1; i < copies; i++) {
                    areAlike &= Arrays.equals(frame(behind), reply);
                }
                if (losesReplies) {
                    return;
                }
                send(client, reply);
            }
        }

        private byte[] frame(Socket from) throws IOException {
            DataInputStream in = new DataInputStream(from.getInputStream());
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            return frame;
        }

        private void send(Socket to, byte[] frame) throws IOException {
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            out.writeInt(frame.length);
            out.write(frame);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void assertUnknown(StoreClient client, Command command) {
        assertThatThrownBy(() -> client.execute(command))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.isIndeterminate()).isTrue());
    }

    /** What {@code RETRY_APPENDS_TWICE} does. */
    private int appendsWhoseReplyIsLost(Set<Defect> defects) throws IOException {
        try (Way way = new Way(1, true);
                StoreClient client = client(way::address, LONG, defects)) {
            assertUnknown(client, APPEND);
            return metadata().length();
        }
    }

    @Test
    void anAppendIsSentAgain() throws IOException {
        assertThat(appendsWhoseReplyIsLost(Set.of(Defect.RETRY_APPENDS_TWICE))).isEqualTo(2);
    }

    @Test
    void aSoundClientSendsNothingAgain() throws IOException {
        assertThat(appendsWhoseReplyIsLost(Set.of())).isEqualTo(1);
    }

    @Test
    void whoTrimsAgainDoesNotAppendAgain() throws IOException {
        assertThat(appendsWhoseReplyIsLost(Set.of(Defect.REORDER_AFTER_RECONNECT)))
                .isEqualTo(1);
    }

    /** A trim whose reply is lost; before the client has another connection, somebody else appends and is acknowledged. */
    private Metadata afterATrimWhoseReplyIsLost(Set<Defect> defects) throws IOException {
        try (Way way = new Way(1, true);
                StoreClient other = client(this::address, LONG, Set.of())) {
            other.execute(APPEND);
            other.execute(APPEND);
            Supplier<InetSocketAddress> first = new Supplier<>() {
                private boolean isAgain;

                @Override
                public InetSocketAddress get() {
                    if (isAgain) {
                        assertThat(other.execute(APPEND))
                                .isInstanceOfSatisfying(
                                        Outcome.Appended.class,
                                        appended -> assertThat(appended.positions())
                                                .containsExactly(new Outcome.Position(1, 1)));
                        return address();
                    }
                    isAgain = true;
                    return way.address();
                }
            };
            try (StoreClient client = client(first, LONG, defects)) {
                Command trim = new Command.Trim(1, 1);
                if (defects.isEmpty()) {
                    assertUnknown(client, trim);
                } else {
                    assertThat(client.execute(trim)).isInstanceOf(Outcome.Trimmed.class);
                }
            }
            return metadata();
        }
    }

    @Test
    void aTrimIsSentAgainAfterANewerAppend() throws IOException {
        assertThat(afterATrimWhoseReplyIsLost(Set.of(Defect.REORDER_AFTER_RECONNECT)))
                .isEqualTo(new Metadata(2, 0, 1));
    }

    @Test
    void aSoundClientTrimsOnce() throws IOException {
        assertThat(afterATrimWhoseReplyIsLost(Set.of())).isEqualTo(new Metadata(1, 0, 1));
    }

    /** Whether a command that is not answered in time is told as failed. */
    private static boolean fails(Set<Defect> defects) throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
                StoreClient client = client(
                        () -> (InetSocketAddress) mute.getLocalSocketAddress(), Duration.ofMillis(500), defects)) {
            StoreException told = catchThrowableOfType(StoreException.class, () -> client.execute(APPEND));
            return !told.isIndeterminate();
        }
    }

    @Test
    void aLateAnswerIsAFailure() throws IOException {
        assertThat(fails(Set.of(Defect.ACK_AFTER_DEADLINE))).isTrue();
        assertThat(fails(Set.of())).isFalse();
    }

    /** How often an append is there that arrives twice. */
    private int appendsThatArriveTwice(Set<Defect> defects) throws IOException {
        serveWith(defects);
        try (Way way = new Way(2, false);
                StoreClient client = client(way::address, LONG, Set.of())) {
            assertThat(client.execute(new Command.Purge(9))).isInstanceOf(Outcome.Rejected.class);
            assertThat(client.execute(APPEND)).isInstanceOf(Outcome.Appended.class);
            assertThat(client.readMetadata(1)).isEqualTo(metadata());
            assertThat(way.areAlike).isEqualTo(defects.isEmpty());
            return metadata().length();
        }
    }

    @Test
    void aCallThatArrivesTwiceIsCarriedOutOnceAndToldTheSame() throws IOException {
        assertThat(appendsThatArriveTwice(Set.of())).isEqualTo(1);
    }

    @Test
    void aServerThatDoesNotLookAtNumbersCarriesItOutTwice() throws IOException {
        assertThat(appendsThatArriveTwice(Set.of(Defect.REPEATED_CALL))).isEqualTo(2);
    }

    @Test
    void withoutDefectAndFaultAllAreAlike() {
        serveWith(Set.of(Defect.REPEATED_CALL));
        for (Defect defect :
                List.of(Defect.RETRY_APPENDS_TWICE, Defect.REORDER_AFTER_RECONNECT, Defect.ACK_AFTER_DEADLINE)) {
            try (StoreClient client = client(this::address, LONG, Set.of(defect))) {
                Metadata before = metadata();
                client.execute(APPEND);
                client.execute(APPEND);
                client.execute(new Command.Trim(1, before.length() + 1));
                assertThat(metadata()).isEqualTo(new Metadata(before.epoch() + 1, 0, before.length() + 1));
            }
        }
    }
}
