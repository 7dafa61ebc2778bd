package dev.skewer.targets.node.resource;

import dev.skewer.targets.node.Node;
import dev.skewer.targets.node.ProcessLimits;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls.Imposed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The address space of a process, whose limit {@code prlimit} moves while it runs: beyond it, it gets no more memory. */
final class AddressSpace {
    private static final int PAGE = 4_096;
    private static final String RESOURCE = "as";

    private AddressSpace() {}

    /** Whether it can be limited here. */
    static Availability availability() {
        return ProcessLimits.obstacle()
                .map(obstacle -> Availability.missing("no control group can be made here, and " + obstacle))
                .orElse(Availability.AVAILABLE);
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
                ProcessLimits.set(node.pid(), RESOURCE, Long.toString(size + bytes));
            }
        });
        return () -> node.whileUnchanged(() -> {
            if (node.isRunning()) {
                ProcessLimits.set(node.pid(), RESOURCE, ProcessLimits.UNLIMITED);
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
}
