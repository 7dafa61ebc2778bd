package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Kills nodes of the target several times in a row, each time as soon as they serve again. */
public final class CrashLoopFault implements Fault {
    private static final String CRASHES = "crashes";

    /** For the registry. */
    public static final FaultType<Controls.Processes> TYPE = new FaultType<>(
                    "crash-loop",
                    "Kills some of the target's processes 2 to 5 times in a row, as soon as they serve again, every 0.5 to 3 s.",
                    """
            A process that dies of what it meets soon after its start, is started again by whatever watches over it, and dies again. \
            So recovery is interrupted by the next crash, works on what an earlier recovery left, and has little to write between. It \
            brings to light recovery that is right only once: a log that is dropped before what it says is safe, counters that \
            start from where they started the last time.""",
                    Controls.Processes.class,
                    CrashLoopFault::new)
            .in(FaultPackage.CRASH);

    private final Controls.Processes target;
    private volatile List<Integer> hit = List.of();

    private CrashLoopFault(Controls.Processes target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(500), Duration.ofMillis(3_000)),
                Duration.ZERO,
                Map.of(CRASHES, (long) dice.between(2, 5)),
                Fault.some(dice, target.nodes()));
    }

    @Override
    public void start(Cycle cycle) {
        hit = cycle.nodes();
        long crashes = cycle.details().getOrDefault(CRASHES, 1L);
        for (long crash = 1; crash <= crashes; crash++) {
            hit.forEach(target::kill);
            if (crash < crashes) {
                hit.forEach(target::start);
            }
        }
    }

    @Override
    public void heal() {
        hit.forEach(target::start);
        hit = List.of();
    }
}
