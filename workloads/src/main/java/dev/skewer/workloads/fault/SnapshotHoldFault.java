package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Holds snapshots for long. */
public final class SnapshotHoldFault implements Fault {
    /** For the registry. */
    public static final FaultType<Controls.Snapshots> TYPE = new FaultType<>(
            "snapshot-hold",
            "Takes 1 to 4 snapshots and holds them for 0.2 to 2 s.",
            """
            A backup or a stuck reader holds a snapshot, so compaction must keep every version since, and versions pile \
            up. It brings to light compactions that drop what a snapshot still needs or keep what none does, readers that \
            find the wrong one of many versions, and snapshots that outlive a restart.""",
            Controls.Snapshots.class,
            SnapshotHoldFault::new);

    private final Controls.Snapshots target;
    private final Queue<Controls.Snapshots.Held> held = new ConcurrentLinkedQueue<>();

    private SnapshotHoldFault(Controls.Snapshots target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ZERO, Duration.ofMillis(300)),
                Fault.between(dice, Duration.ofMillis(200), Duration.ofMillis(2_000)),
                Map.of("snapshots", (long) dice.between(1, 4)));
    }

    @Override
    public void start(Cycle cycle) {
        for (long i = 0; i < cycle.details().getOrDefault("snapshots", 0L); i++) {
            held.add(target.hold());
        }
    }

    @Override
    public void heal() {
        for (Controls.Snapshots.Held snapshot = held.poll(); snapshot != null; snapshot = held.poll()) {
            snapshot.close();
        }
    }
}
