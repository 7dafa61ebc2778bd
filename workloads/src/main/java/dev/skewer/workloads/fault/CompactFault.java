package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;

/** Merges all files, far more often than the store would. */
public final class CompactFault implements Fault {
    /** For the registry. */
    public static final FaultType<Controls.Maintenance> TYPE = new FaultType<>(
            "compact",
            "Merges all files of the store every 0.1 to 1 s.",
            """
            Compaction is when deleted and overwritten entries really go. It brings to light readers that need a version \
            that nothing holds, range deletions applied to the wrong files, and whatever a compaction brings back. It is \
            the store's own compaction of files; the workload's :compact drops the oldest entries of one journal.""",
            Controls.Maintenance.class,
            CompactFault::new);

    private final Controls.Maintenance target;

    private CompactFault(Controls.Maintenance target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(100), Duration.ofMillis(1_000)), Duration.ZERO, Map.of());
    }

    @Override
    public void start(Cycle cycle) {
        target.compact();
    }

    @Override
    public void heal() {}
}
