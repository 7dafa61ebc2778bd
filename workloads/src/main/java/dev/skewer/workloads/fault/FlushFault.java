package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;

/** Flushes the memtables, far more often than the store would. */
public final class FlushFault implements Fault {
    /** For the registry. */
    public static final FaultType<Controls.Maintenance> TYPE = new FaultType<>(
            "flush",
            "Writes the memtables to files every 50 to 300 ms.",
            """
            A flush moves what readers look at from memory to a file while they look. It brings to light readers that \
            ask memory and files at two moments, flushes of one column family without the other, and handles that do not \
            outlive the file they point into.""",
            Controls.Maintenance.class,
            FlushFault::new);

    private final Controls.Maintenance target;

    private FlushFault(Controls.Maintenance target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(Fault.between(dice, Duration.ofMillis(50), Duration.ofMillis(300)), Duration.ZERO, Map.of());
    }

    @Override
    public void start(Cycle cycle) {
        target.flush();
    }

    @Override
    public void heal() {}
}
