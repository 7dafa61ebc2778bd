package dev.skewer.targets.node.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A network of its own for one node: a namespace of the kernel, with a pair of virtual interfaces between it and the harness's.
 *
 * <p><b>It leaves nothing behind.</b> The namespace has no name. It is held by a process that does nothing but wait for the end of its
 * standard input, which ends with the harness, and by the node, which does so too ({@code Node}); with the last process in it the
 * kernel takes the namespace away, its interface, and the other end of that.
 *
 * <p>A partition replaces the queues at both ends by ones that swallow what they are given ({@code tc … blackhole}): neither side is
 * told. TCP on both sides does the rest, as on a network that is cut: it sends again, at growing intervals.
 */
final class NodeNamespace implements AutoCloseable {
    static final Tool IP = new Tool("ip", "iproute2");
    static final Tool TC = new Tool("tc", "iproute2");
    static final Tool UNSHARE = new Tool("unshare", "util-linux");
    static final Tool NSENTER = new Tool("nsenter", "util-linux");

    private static final String INSIDE = "eth0";
    /** 198.18.0.0/15 is set apart for tests of networks (RFC 2544); each namespace takes four addresses of it. */
    private static final int FIRST_ADDRESS = 198 << 24 | 18 << 16;

    private static final int SUBNETS = 1 << 15;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Process holder;
    private final String outside;
    private final InetAddress address;
    private final List<Object> partitions = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param number different from that of others of this process
     * @throws NetworkException if it cannot be made
     */
    NodeNamespace(int number) {
        long pid = ProcessHandle.current().pid();
        outside = "sk" + pid + "n" + number;
        holder = hold();
        try {
            int subnet = freeSubnet((int) (pid * 64 + number));
            IP.run(
                    "link",
                    "add",
                    outside,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    INSIDE,
                    "netns",
                    Long.toString(holder.pid()));
            IP.run("address", "add", text(subnet + 1) + "/30", "dev", outside);
            IP.run("link", "set", outside, "up");
            inside(IP, "address", "add", text(subnet + 2) + "/30", "dev", INSIDE);
            inside(IP, "link", "set", INSIDE, "up");
            inside(IP, "link", "set", "lo", "up");
            address = InetAddress.getByName(text(subnet + 2));
        } catch (NetworkException e) {
            close();
            throw e;
        } catch (UnknownHostException e) {
            close();
            throw new NetworkException(String.valueOf(e.getMessage()));
        }
    }

    private static Process hold() {
        try {
            Process held = new ProcessBuilder(UNSHARE.path(), "--net", "--", "cat")
                    .redirectErrorStream(true)
                    .start();
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (held.isAlive() && !isApart(held) && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(1_000_000);
            }
            if (!held.isAlive()) {
                throw new NetworkException(
                        new String(held.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
            return held;
        } catch (IOException e) {
            throw new NetworkException("no network namespace: " + e.getMessage());
        }
    }

    /** Whether a process is in another namespace than this one; it is not any more when it has ended. */
    private static boolean isApart(Process process) {
        try {
            Path its = Path.of("/proc", Long.toString(process.pid()), "ns", "net");
            return !Files.readSymbolicLink(its).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
        } catch (IOException e) {
            return false;
        }
    }

    /** The first address of four that no interface and no route of this machine has. */
    private static int freeSubnet(int wish) {
        for (int i = 0; i < SUBNETS; i++) {
            int subnet = FIRST_ADDRESS + Math.floorMod(wish + i, SUBNETS) * 4;
            if (IP.run("-4", "route", "show", "root", text(subnet) + "/30").isEmpty()) {
                return subnet;
            }
        }
        throw new NetworkException("no address is free in 198.18.0.0/15");
    }

    private static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    /** Where the node is to listen, and where it is reached. */
    InetAddress address() {
        return address;
    }

    /** The command that runs another one in here; the process is the same. */
    List<String> around(List<String> command) {
        var whole = new ArrayList<>(List.of(NSENTER.path(), "--net=/proc/" + holder.pid() + "/ns/net", "--"));
        whole.addAll(command);
        return whole;
    }

    private void inside(Tool tool, String... arguments) {
        var command = new ArrayList<>(List.of(tool.path()));
        command.addAll(List.of(arguments));
        Tool.run(around(command));
    }

    /** Swallows what passes in both directions, until it is {@linkplain #mend mended}. */
    synchronized void cut(Object partition) {
        if (partitions.isEmpty()) {
            TC.run("qdisc", "replace", "dev", outside, "root", "blackhole");
            inside(TC, "qdisc", "replace", "dev", INSIDE, "root", "blackhole");
        }
        partitions.add(partition);
    }

    /** Ends a partition; with the last one, what is sent passes again. Again is harmless. */
    synchronized void mend(Object partition) {
        if (partitions.remove(partition) && partitions.isEmpty() && holder.isAlive()) {
            inside(TC, "qdisc", "delete", "dev", INSIDE, "root");
            TC.run("qdisc", "delete", "dev", outside, "root");
        }
    }

    /** Lets go of it; it ends with the node's process. */
    @Override
    public synchronized void close() {
        holder.destroy();
    }
}
