package dev.skewer.targets.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.target.Controls.Imposed;
import dev.skewer.workloads.target.LinkCondition;
import dev.skewer.workloads.target.LinkCondition.Direction;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each condition does is seen at both ends: what the server got, and what the client heard. */
class ProxyNetworkTest {
    private static final long SEED = 20261127;
    private static final int PATIENCE_MILLIS = 20_000;
    /** Long enough for a message to pass a link that lets it pass. */
    private static final int A_WHILE_MILLIS = 150;

    private final FrameServer server = new FrameServer();
    private final FrameServer other = new FrameServer();
    private final ProxyNetwork network = ProxyNetwork.ofFrames(List.of(server::address, other::address), SEED);
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        network.close();
        server.close();
        other.close();
    }

    private Socket connect() throws IOException {
        return connect(0, PATIENCE_MILLIS);
    }

    private Socket connect(int node, int limitMillis) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(network.address(node), limitMillis);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String ask(Socket socket, String message) throws IOException {
        FrameServer.write(socket, message);
        return FrameServer.read(new DataInputStream(socket.getInputStream()));
    }

    private static String hear(Socket socket) throws IOException {
        return FrameServer.read(new DataInputStream(socket.getInputStream()));
    }

    private static void assertHearsNothing(Socket socket) throws IOException {
        socket.setSoTimeout(A_WHILE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            LockSupport.parkNanos(500_000);
        }
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    // ── without a condition ─────────────────────────────────────────────────────────────────────────────────────

    @Test
    void messagesPassUnchanged() throws IOException {
        Socket socket = connect();
        for (int length : new int[] {0, 1, 100, 65_532, 65_533, 200_000, 3_000_000}) {
            String message = "m".repeat(length);
            assertThat(ask(socket, message)).isEqualTo("re:" + message);
        }
        assertThat(network.connections(0)).isEqualTo(1);
        assertThat(network.connections(1)).isZero();
    }

    @Test
    void hundredsOfConnectionsHaveTheirOwnAnswers() throws IOException {
        for (int i = 0; i < 500; i++) {
            connect(i % 2, PATIENCE_MILLIS);
        }
        for (int i = 0; i < 500; i++) {
            FrameServer.write(sockets.get(i), "from " + i);
        }
        for (int i = 0; i < 500; i++) {
            assertThat(hear(sockets.get(i))).isEqualTo("re:from " + i);
        }
    }

    @Test
    void theEndOfOneSideReachesTheOther() throws IOException {
        Socket socket = connect();
        ask(socket, "a");
        FrameServer.write(socket, "b");
        socket.shutdownOutput();
        assertThat(hear(socket)).isEqualTo("re:b");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        await("the connection ends", () -> server.ended() == 1 && network.connections(0) == 0);
    }

    @Test
    void aNodeThatIsNotThereEndsTheConnection() throws IOException {
        server.close();
        assertThatThrownBy(() -> ask(connect(), "a")).isInstanceOf(IOException.class);
        await("the connection ends", () -> network.connections(0) == 0);
    }

    @Test
    void whoSendsFasterThanTheOtherReadsHasToWait() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0);
                ProxyNetwork alone = ProxyNetwork.ofBytes(
                        List.of(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort())),
                        SEED);
                SocketChannel channel = SocketChannel.open(alone.address(0));
                Socket unread = deaf.accept()) {
            channel.configureBlocking(false);
            long written = 0;
            long begin = System.nanoTime();
            ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
            while (millisSince(begin) < A_WHILE_MILLIS) {
                int count = channel.write(bytes.clear());
                written += count;
                begin = count > 0 ? System.nanoTime() : begin;
            }
            // What two pairs of sockets and the proxy keep at most, by far less than all that would be taken without a
            // limit.
            assertThat(written).isBetween(1L, 64L << 20);
            assertThat(unread.isClosed()).isFalse();
        }
    }

    // ── under one ───────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aDelayHoldsEachMessageBothWaysAndKeepsTheOrder() throws IOException {
        Socket socket = connect();
        ask(socket, "first");
        Imposed delay = network.impose(0, new LinkCondition.Delay(Duration.ofMillis(20), Duration.ofMillis(60)));
        long begin = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            FrameServer.write(socket, "m" + i);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(hear(socket)).isEqualTo("re:m" + i);
        }
        assertThat(millisSince(begin)).isGreaterThanOrEqualTo(40);
        assertThat(server.received()).hasSize(21).endsWith("m18", "m19");

        Socket spared = connect(1, PATIENCE_MILLIS);
        ask(spared, "x");
        FrameServer.write(socket, "last");
        delay.close();
        delay.close();
        assertThat(hear(socket)).isEqualTo("re:last");
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            begin = System.nanoTime();
            ask(socket, "fast");
            fastest = Math.min(fastest, millisSince(begin));
        }
        assertThat(fastest).isLessThan(40);
    }

    @Test
    void aSlowLinkPassesSoManyBytesASecondInParts() throws IOException {
        Socket socket = connect();
        Socket second = connect();
        network.impose(0, new LinkCondition.Slow(4_000));
        long begin = System.nanoTime();
        FrameServer.write(socket, "a".repeat(600));
        FrameServer.write(second, "b".repeat(600));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertThat(in.readInt()).isEqualTo(603);
        long beginning = millisSince(begin);
        assertThat(in.readNBytes(603)).hasSize(603);
        long end = millisSince(begin);
        hear(second);
        // 1,208 bytes one way, and 1,214 the other, which can begin when the first 604 have passed.
        assertThat(millisSince(begin)).isGreaterThanOrEqualTo(300);
        assertThat(end).isGreaterThan(beginning + 20);
    }

    @Test
    void requestsThatAreHeldArriveAfterwardsEvenIfTheirSenderHasGone() throws IOException {
        Socket socket = connect();
        ask(socket, "before");
        Imposed hold = network.impose(0, new LinkCondition.Hold(Direction.REQUESTS, true));
        FrameServer.write(socket, "held");
        assertHearsNothing(socket);
        socket.close();
        assertThat(server.received()).containsExactly("before");
        hold.close();
        await("it arrives", () -> server.received().equals(List.of("before", "held")));
    }

    @Test
    void requestsThatAreHeldAndNotDeliveredNeverArrive() throws IOException {
        Socket socket = connect();
        ask(socket, "before");
        Imposed hold = network.impose(0, new LinkCondition.Hold(Direction.REQUESTS, false));
        FrameServer.write(socket, "lost");
        assertHearsNothing(socket);
        hold.close();
        assertThatThrownBy(() -> hear(socket)).isInstanceOf(IOException.class);
        assertThat(ask(connect(), "after")).isEqualTo("re:after");
        assertThat(server.received()).containsExactly("before", "after");
    }

    @Test
    void repliesThatAreHeldArriveAfterwards() throws IOException {
        Socket socket = connect();
        ask(socket, "before");
        Imposed hold = network.impose(0, new LinkCondition.Hold(Direction.REPLIES, true));
        FrameServer.write(socket, "held");
        await("the request arrives", () -> server.received().size() == 2);
        assertHearsNothing(socket);
        hold.close();
        assertThat(hear(socket)).isEqualTo("re:held");
    }

    @Test
    void aResetBreaksWhatIsOpenAndNothingElse() throws IOException {
        Socket socket = connect();
        Socket spared = connect(1, PATIENCE_MILLIS);
        ask(socket, "a");
        ask(spared, "a");
        network.reset(0);
        assertThatThrownBy(() -> hear(socket)).isInstanceOf(SocketException.class);
        await("the server's end breaks", () -> server.ended() == 1);
        assertThat(ask(spared, "b")).isEqualTo("re:b");
        assertThat(ask(connect(), "c")).isEqualTo("re:c");
    }

    @Test
    void whoConnectsIsRefusedAtOnceAndFindsTheSamePortLater() throws IOException {
        Socket socket = connect();
        ask(socket, "a");
        for (int round = 0; round < 20; round++) {
            Imposed refusal = network.impose(0, new LinkCondition.Refuse());
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(ask(socket, "still " + round)).isEqualTo("re:still " + round);
            refusal.close();
            assertThat(ask(connect(), "again " + round)).isEqualTo("re:again " + round);
        }
    }

    /** A child has what is open here until it runs its program, listening sockets too. */
    @Test
    void thePortIsThereAgainWhileProcessesAreStarted() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread starter = new Thread(() -> {
            while (!isOver.get()) {
                try {
                    new ProcessBuilder("true").start().waitFor();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        starter.start();
        try {
            for (int round = 0; round < 200; round++) {
                network.partition(0).close();
                network.impose(0, new LinkCondition.Refuse()).close();
            }
            assertThat(ask(connect(), "again")).isEqualTo("re:again");
        } finally {
            isOver.set(true);
            starter.join();
        }
    }

    @Test
    void aReplyThatIsCutHasBeenGivenByTheServer() throws IOException {
        network.impose(0, new LinkCondition.CutReplies(1));
        int broken = 0;
        int amid = 0;
        for (int i = 0; i < 40; i++) {
            Socket socket = connect();
            FrameServer.write(socket, "request " + i);
            int heard = 0;
            try {
                while (socket.getInputStream().read() >= 0) {
                    heard++;
                }
            } catch (SocketException e) {
                broken++;
            }
            assertThat(heard).isLessThan("re:request 00".length() + Integer.BYTES);
            amid += heard > 0 ? 1 : 0;
            int number = i;
            await("the request arrives", () -> server.received().contains("request " + number));
        }
        assertThat(broken).as("before the reply, seed %s", SEED).isBetween(5, 35);
        assertThat(amid).as("amid the reply, seed %s", SEED).isBetween(5, 35);
    }

    @Test
    void aRequestThatIsSentTwiceIsAnsweredOnce() throws IOException {
        Socket socket = connect();
        ask(socket, "one");
        Imposed duplication = network.impose(0, new LinkCondition.DuplicateRequests(1));
        assertThat(ask(socket, "two")).isEqualTo("re:two");
        assertThat(ask(socket, "three".repeat(50_000))).isEqualTo("re:" + "three".repeat(50_000));
        duplication.close();
        assertThat(ask(socket, "four")).isEqualTo("re:four");
        assertThat(server.received().stream().map(message -> message.substring(0, 3)))
                .containsExactly("one", "two", "two", "thr", "thr", "fou");
    }

    @Test
    void aProtocolThatIsNotKnownHasNoRequestsToSendTwice() {
        try (ProxyNetwork bytes = ProxyNetwork.ofBytes(List.of(server::address), SEED)) {
            assertThatThrownBy(() -> bytes.impose(0, new LinkCondition.DuplicateRequests(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPartitionSwallowsAndThenLetsConnectionsGoOn() throws IOException {
        Socket socket = connect();
        ask(socket, "before");
        Imposed partition = network.partition(0);
        FrameServer.write(socket, "across");
        assertHearsNothing(socket);
        assertThatThrownBy(() -> connect(0, A_WHILE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.received()).containsExactly("before");
        assertThat(ask(connect(1, PATIENCE_MILLIS), "spared")).isEqualTo("re:spared");
        partition.close();
        assertThat(hear(socket)).isEqualTo("re:across");
        assertThat(ask(connect(), "after")).isEqualTo("re:after");
    }

    @Test
    void whoConnectsDuringAPartitionThatEndsGetsThrough() throws IOException {
        Imposed partition = network.partition(0);
        Thread healer = new Thread(() -> {
            LockSupport.parkNanos(Duration.ofMillis(A_WHILE_MILLIS).toNanos());
            partition.close();
        });
        healer.start();
        assertThat(ask(connect(), "patient")).isEqualTo("re:patient");
    }

    @Test
    void conditionsHoldTogetherAndAreLiftedAlone() throws IOException {
        Socket socket = connect();
        Imposed partition = network.partition(0);
        Imposed refusal = network.impose(0, new LinkCondition.Refuse());
        Imposed hold = network.impose(0, new LinkCondition.Hold(Direction.REQUESTS, true));
        Imposed same = network.partition(0);
        FrameServer.write(socket, "held");
        assertThatThrownBy(() -> connect(0, A_WHILE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
        same.close();
        assertThatThrownBy(() -> connect(0, A_WHILE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
        partition.close();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertHearsNothing(socket);
        refusal.close();
        connect();
        assertHearsNothing(socket);
        hold.close();
        assertThat(hear(socket)).isEqualTo("re:held");
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void closingLeavesNoThreadNoConnectionAndNoPort() throws IOException {
        Socket socket = connect();
        ask(socket, "a");
        Imposed partition = network.partition(1);
        InetSocketAddress address = network.address(0);
        InetSocketAddress silent = network.address(1);
        long before = proxies();
        network.close();
        assertThat(proxies()).isEqualTo(before - 1);
        assertThatThrownBy(() -> hear(socket)).isInstanceOfAny(SocketException.class, EOFException.class);
        await("the server's end breaks", () -> server.ended() == 1);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        try (ServerSocket one = new ServerSocket();
                ServerSocket two = new ServerSocket()) {
            one.bind(address);
            two.bind(silent);
        }
        partition.close();
        network.close();
    }

    private static long proxies() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("proxy"))
                .count();
    }
}
