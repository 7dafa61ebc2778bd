package dev.skewer.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.skewer.targets.node.network.ProxyNetwork;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the proxy in front of a node costs while nothing is wrong: the same small requests and replies by the same number of clients,
 * straight to a server and through the proxy.
 *
 * <p>{@code benchmarks/run ProxyBenchmark}. One measurement is one run of each, in turning order. Printed at the end are medians: the
 * round trip (its own median within a run), round trips a second over all clients, and the CPU time of the whole process for one, which
 * is clients, server and proxy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 11)
public class ProxyBenchmark {
    private static final int ROUND_TRIPS = 40_000;
    private static final int BODY = 60;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private record Cost(double tripMicros, double tripsPerSecond, double cpuMicros) {}

    /** Clients, each with a connection and a thread. */
    @Param({"1", "8", "100"})
    public int clients;

    @SuppressWarnings("NullAway.Init") // JMH sets it up before each trial
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init") // as above
    private ProxyNetwork proxy;

    private int measurements;
    private final List<Cost> straight = new ArrayList<>();
    private final List<Cost> proxied = new ArrayList<>();

    /** Starts server and proxy. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        proxy = ProxyNetwork.ofFrames(List.of(this::address), 1);
        daemon(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> echo(socket));
            }
        });
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private static void echo(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = new byte[Integer.BYTES + BODY];
        while (true) {
            in.readFully(frame);
            socket.getOutputStream().write(frame);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other end has gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Forgets what the warm-up measured. */
    @Setup(Level.Iteration)
    public void begin() {
        if (measurements++ == 3) {
            straight.clear();
            proxied.clear();
        }
    }

    /** Prints the costs. */
    @TearDown(Level.Trial)
    public void finish() throws IOException {
        proxy.close();
        server.close();
        System.out.printf("%nclients %d%n", clients);
        print("straight", straight);
        print("proxied", proxied);
    }

    private static void print(String how, List<Cost> costs) {
        System.out.printf(
                "%-9s round trip %.1f us, %.0f a second, %.1f us of CPU each%n",
                how,
                median(costs, Cost::tripMicros),
                median(costs, Cost::tripsPerSecond),
                median(costs, Cost::cpuMicros));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** One run of each. */
    @Benchmark
    public int both() throws IOException, InterruptedException {
        if (measurements % 2 == 0) {
            straight.add(run(address()));
            proxied.add(run(proxy.address(0)));
        } else {
            proxied.add(run(proxy.address(0)));
            straight.add(run(address()));
        }
        return measurements;
    }

    private Cost run(InetSocketAddress address) throws IOException, InterruptedException {
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < clients; i++) {
            Socket socket = new Socket(address.getAddress(), address.getPort());
            socket.setTcpNoDelay(true);
            sockets.add(socket);
        }
        int each = ROUND_TRIPS / clients;
        double[] tripNanos = new double[each * clients];
        var threads = new ArrayList<Thread>();
        long begin = System.nanoTime();
        long cpuBefore = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < clients; i++) {
            Socket socket = sockets.get(i);
            int from = i * each;
            threads.add(daemon(() -> ask(socket, tripNanos, from, each)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double cpu = SYSTEM.getProcessCpuTime() - cpuBefore;
        double elapsed = System.nanoTime() - begin;
        for (Socket socket : sockets) {
            socket.close();
        }
        Arrays.sort(tripNanos);
        return new Cost(
                tripNanos[tripNanos.length / 2] / 1e3, tripNanos.length * 1e9 / elapsed, cpu / 1e3 / tripNanos.length);
    }

    private static void ask(Socket socket, double[] tripNanos, int from, int count) {
        byte[] frame = ByteBuffer.allocate(Integer.BYTES + BODY).putInt(BODY).array();
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < count; i++) {
                long begin = System.nanoTime();
                socket.getOutputStream().write(frame);
                in.readFully(frame);
                tripNanos[from + i] = System.nanoTime() - begin;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
