package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Kills nodes of the target, and starts them again from what they left. */
public final class KillFault implements Fault {
    /** For the registry. */
    public static final FaultType<Controls.Processes> TYPE = new FaultType<>(
                    "kill",
                    "Kills some of the target's processes, every 0.3 to 2 s, and starts them again up to 0.4 s later.",
                    """
            A process ends in the middle of whatever it does, as by kill -9, a crash or a machine that runs out of memory, and is \
            started again from what it left. What it had handed to the operating system is still there; what it kept in its own \
            memory is gone. Operations that are under way are info. It brings to light what was acknowledged before it was \
            safe, recovery that stops between metadata and journal, and writes that are applied twice when the log is replayed.""",
                    Controls.Processes.class,
                    KillFault::new)
            .in(FaultPackage.CRASH);

    private final Controls.Processes target;
    private volatile List<Integer> hit = List.of();

    private KillFault(Controls.Processes target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(300), Duration.ofMillis(2_000)),
                Fault.between(dice, Duration.ZERO, Duration.ofMillis(400)),
                Map.of(),
                Fault.some(dice, target.nodes()));
    }

    @Override
    public void start(Cycle cycle) {
        hit = cycle.nodes();
        hit.forEach(target::kill);
    }

    @Override
    public void heal() {
        hit.forEach(target::start);
        hit = List.of();
    }
}
