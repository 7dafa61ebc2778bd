package dev.skewer.targets.node.resource;

import dev.skewer.targets.node.Node;
import dev.skewer.targets.node.Programs;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls.Imposed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The address space of a process, whose limit {@code prlimit} moves while it runs: beyond it, it gets no more memory. */
final class AddressSpace {
    private static final int PAGE = 4_096;

    private AddressSpace() {}

    /** Whether it can be limited here. */
    static Availability availability() {
        return Programs.find("prlimit").isPresent()
                ? Availability.AVAILABLE
                : Availability.missing("no control group can be made here, and prlimit is not installed (it comes with"
                        + " util-linux)");
    }

    /**
     * Lets the process of a node have only so much more than it has now. What runs when the node is started again has no limit.
     *
     * @param bytes at least 0
     */
    static Imposed limit(Node node, long bytes) {
        node.whileUnchanged(() -> {
            long size = node.isRunning() ? size(node.pid()) : 0;
            if (size > 0) {
                set(node.pid(), Long.toString(size + bytes));
            }
        });
        return () -> node.whileUnchanged(() -> {
            if (node.isRunning()) {
                set(node.pid(), "unlimited");
            }
        });
    }

    /** How large it is now; 0 if the process is ending. */
    private static long size(long pid) {
        try {
            String pages = Files.readString(Path.of("/proc", Long.toString(pid), "statm"))
                    .split(" ", 2)[0];
            return Long.parseLong(pages) * PAGE;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Sets the soft limit only, so that it may be raised again without a privilege. */
    private static void set(long pid, String limit) {
        Optional<Path> prlimit = Programs.find("prlimit");
        if (prlimit.isEmpty()) {
            throw new IllegalStateException("prlimit is gone");
        }
        try {
            new ProcessBuilder(List.of(prlimit.get().toString(), "--pid", Long.toString(pid), "--as=" + limit + ":"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("prlimit cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
