package dev.skewer.targets.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.workloads.target.Controls.Imposed;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server in a namespace of its own, asked from outside. */
class NamespaceNetworkTest {
    private static final int PORT = 7_777;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int A_WHILE_MILLIS = 300;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void needsNamespaces() {
        String obstacle = NamespaceNetwork.availability().obstacle();
        assumeTrue(obstacle == null, obstacle);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        await(
                "no interface is left",
                () -> interfaces(ProcessHandle.current().pid()).isEmpty());
    }

    private NamespaceNetwork network(int nodes) throws IOException {
        NamespaceNetwork network = NamespaceNetwork.create(nodes);
        open.add(network);
        for (int node = 0; node < nodes; node++) {
            Process server = new ProcessBuilder(network.around(
                            node,
                            List.of(
                                    java(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    FrameServer.class.getName(),
                                    network.address(node).getHostAddress(),
                                    Integer.toString(PORT))))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            open.add(() -> server.destroyForcibly().waitFor());
        }
        return network;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.holds()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            Thread.sleep(5);
        }
    }

    private static List<String> interfaces(long pid) {
        return NodeNamespace.IP
                .run("-o", "link", "show", "type", "veth")
                .lines()
                .filter(line -> line.contains("sk" + pid + "n"))
                .toList();
    }

    private Socket connect(NamespaceNetwork network, int node) throws IOException, InterruptedException {
        var connected = new ArrayList<Socket>();
        await("the server serves", () -> {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(network.address(node), PORT), PATIENCE_MILLIS);
                connected.add(socket);
                return true;
            } catch (ConnectException e) {
                socket.close();
                return false;
            }
        });
        Socket socket = connected.get(0);
        open.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String hear(Socket socket) throws IOException {
        return FrameServer.read(new DataInputStream(socket.getInputStream()));
    }

    @Test
    void aPartitionSwallowsAndThenLetsConnectionsGoOn() throws Exception {
        NamespaceNetwork network = network(2);
        Socket socket = connect(network, 0);
        Socket spared = connect(network, 1);
        FrameServer.write(socket, "before");
        assertThat(hear(socket)).isEqualTo("re:before");
        Imposed partition = network.partition(0);
        Imposed second = network.partition(0);
        FrameServer.write(socket, "across");
        socket.setSoTimeout(A_WHILE_MILLIS);
        assertThatThrownBy(() -> hear(socket)).isInstanceOf(SocketTimeoutException.class);
        try (Socket fresh = new Socket()) {
            assertThatThrownBy(() -> fresh.connect(new InetSocketAddress(network.address(0), PORT), A_WHILE_MILLIS))
                    .isInstanceOf(SocketTimeoutException.class);
        }
        FrameServer.write(spared, "spared");
        assertThat(hear(spared)).isEqualTo("re:spared");
        second.close();
        second.close();
        assertThatThrownBy(() -> hear(socket)).isInstanceOf(SocketTimeoutException.class);
        partition.close();
        socket.setSoTimeout(PATIENCE_MILLIS);
        assertThat(hear(socket)).isEqualTo("re:across");
        FrameServer.write(connect(network, 0), "after");
    }

    @Test
    void tryingWhetherItWorksLeavesNothing() throws Exception {
        assertThat(NamespaceNetwork.availability().isAvailable()).isTrue();
        await(
                "no interface is left",
                () -> interfaces(ProcessHandle.current().pid()).isEmpty());
    }

    /** Makes a network and waits to be killed. */
    public static final class Harness {
        private Harness() {}

        /** The JVM's entry. */
        public static void main(String[] arguments) throws InterruptedException {
            NamespaceNetwork network = NamespaceNetwork.create(2);
            network.partition(1);
            System.out.println("ready");
            Thread.sleep(PATIENCE_MILLIS);
        }
    }

    @Test
    void aHarnessThatIsKilledLeavesNoInterfaceAndNoProcess() throws Exception {
        Process harness = new ProcessBuilder(
                        java(), "-cp", System.getProperty("java.class.path"), Harness.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(harness.getInputStream().read()).isEqualTo('r');
        assertThat(interfaces(harness.pid())).hasSize(2);
        List<ProcessHandle> holders = harness.children().toList();
        assertThat(holders).hasSize(2);
        harness.destroyForcibly().waitFor();
        await("no process is left", () -> holders.stream().noneMatch(ProcessHandle::isAlive));
        await("no interface is left", () -> interfaces(harness.pid()).isEmpty());
    }
}
