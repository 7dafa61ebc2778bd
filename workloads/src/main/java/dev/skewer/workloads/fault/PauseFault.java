package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Stops nodes of the target where they stand, and lets them go on. */
public final class PauseFault implements Fault {
    /** For the registry. */
    public static final FaultType<Controls.Processes> TYPE = new FaultType<>(
                    "pause",
                    "Stops some of the target's processes for 0.1 to 1.5 s, every 0.2 to 1.5 s.",
                    """
            A process stands still and loses nothing: a collection of garbage, a virtual machine that is moved, a host that is out of \
            breath. Clients do not get answers, and those that wait for less long give up, while what they asked for is still \
            carried out when the process goes on. It brings to light deadlines that are taken for refusals, leases that are \
            believed in for too long, and retries that do not know what became of the first try.""",
                    Controls.Processes.class,
                    PauseFault::new)
            .in(FaultPackage.CRASH);

    private final Controls.Processes target;
    private volatile List<Integer> hit = List.of();

    private PauseFault(Controls.Processes target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(200), Duration.ofMillis(1_500)),
                Fault.between(dice, Duration.ofMillis(100), Duration.ofMillis(1_500)),
                Map.of(),
                Fault.some(dice, target.nodes()));
    }

    @Override
    public void start(Cycle cycle) {
        hit = cycle.nodes();
        hit.forEach(target::pause);
    }

    @Override
    public void heal() {
        hit.forEach(target::resume);
        hit = List.of();
    }
}
