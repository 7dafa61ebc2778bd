package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Makes garbage and has it collected. */
public final class GcFault implements Fault {
    private static final int PIECE = 64 << 10;

    /** For the registry. */
    public static final FaultType<Controls.SharedJvm> TYPE = new FaultType<>(
                    "gc",
                    "Makes 8 to 64 MiB of garbage and forces a collection, every 0.1 to 0.8 s.",
                    """
            A collection stops all threads wherever they are, so pauses of milliseconds fall between any two steps of a \
            client or the store. It also collects native objects that somebody forgot to keep reachable: use after free shows \
            itself here first.""",
                    Controls.SharedJvm.class,
                    GcFault::new)
            .in(FaultPackage.RESOURCES);

    /** Where garbage passes through, so that it is not optimised away. */
    private final AtomicReference<byte[]> passing = new AtomicReference<>(new byte[0]);

    private GcFault(Controls.SharedJvm target) {}

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(100), Duration.ofMillis(800)), Duration.ZERO, Map.of("mib", (long)
                        dice.between(8, 64)));
    }

    @Override
    public void start(Cycle cycle) {
        long pieces = cycle.details().getOrDefault("mib", 0L) * (1 << 20) / PIECE;
        for (long i = 0; i < pieces; i++) {
            passing.set(new byte[PIECE]);
        }
        heal();
        System.gc();
    }

    @Override
    public void heal() {
        passing.set(new byte[0]);
    }
}
