package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;

/** Closes the target under load and opens it again. */
public final class RestartFault implements Fault {
    /** For the registry. */
    public static final FaultType<Controls.Restart> TYPE = new FaultType<>(
                    "restart",
                    "Closes the store under load and opens it again, every 0.3 to 2 s.",
                    """
            An upgrade or a move in good order: the store closes while clients read and write, and opens from what it left. \
            Reads that it cuts off fail, for they changed nothing; writes that it cuts off are info unless the store says that \
            they had no effect. Processes begin no operation until it is open again. It brings to light what was acknowledged \
            and lost, what comes back, caches that survive or should have, and recovery that stops between metadata and journal.""",
                    Controls.Restart.class,
                    RestartFault::new)
            .in(FaultPackage.CRASH);

    private final Controls.Restart target;

    private RestartFault(Controls.Restart target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(300), Duration.ofMillis(2_000)), Duration.ZERO, Map.of());
    }

    @Override
    public void start(Cycle cycle) {
        target.restart();
    }

    @Override
    public void heal() {}
}
