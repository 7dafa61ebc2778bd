package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;

/** Widens the gap between the parts of a paired read. */
public final class SlowReaderFault implements Fault {
    private static final Duration SHORTEST = Duration.ofNanos(50_000);
    private static final Duration LONGEST = Duration.ofNanos(500_000);

    /** For the registry. */
    public static final FaultType<Controls.ReadGap> TYPE = new FaultType<>(
            "slow-reader",
            "Makes readers pause 50 to 500 µs between metadata and journal.",
            """
            The gap between the two halves of a paired read is less than a microsecond wide, so a race in it is rare on a \
            quiet machine and common on a busy one. This fault makes the machine look busy: some of the reads pause there \
            for 50 to 500 µs, as if the thread had lost its core. A store that reads from one snapshot does not mind; for one that \
            does not, skewed reads become a hundred times as frequent.""",
            Controls.ReadGap.class,
            SlowReaderFault::new);

    private final Controls.ReadGap target;

    private SlowReaderFault(Controls.ReadGap target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        long percent = dice.between(20, 60);
        return new Cycle(
                Fault.between(dice, Duration.ZERO, Duration.ofMillis(200)),
                Fault.between(dice, Duration.ofMillis(300), Duration.ofMillis(1_500)),
                Map.of("min-us", SHORTEST.toNanos() / 1_000, "max-us", LONGEST.toNanos() / 1_000, "percent", percent));
    }

    @Override
    public void start(Cycle cycle) {
        target.widen(SHORTEST, LONGEST, cycle.details().getOrDefault("percent", 0L) / 100.0);
    }

    @Override
    public void heal() {
        target.narrow();
    }
}
