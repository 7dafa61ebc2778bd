package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.CrashPoint.Point;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ends the target at a chosen step of its own code, and goes on from the files that this leaves. */
public final class CrashPointFault implements Fault {
    /** How long the step may let itself be waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final int MOST_ARRIVALS = 16;
    private static final double FLUSHES = 2.0 / 3;
    private static final String FLUSH = "flush";

    /** For the registry. */
    public static final FaultType<Controls.CrashPoint> TYPE = new FaultType<>(
                    "crash-point",
                    "Crashes the store at a chosen step of a write, every 0.1 to 0.6 s, and goes on from what its files hold.",
                    """
            A crash between two steps of one write is what recovery is for, and the least likely of all when crashes come by \
            the clock. So this one is told where: the writer stands still at a yield point, say when a batch is in the log and not in the \
            database, the store's files are copied as they are, and the copy is opened as a killed process's files would be. In two cases of \
            three memory is written to files right before, which may happen at any moment. What was acknowledged after the copy \
            began never happened, so operations under way are info. It brings to light what is written in two steps, acknowledged \
            before it is safe, or replayed twice.""",
                    Controls.CrashPoint.class,
                    CrashPointFault::new)
            .in(FaultPackage.CRASH);

    private final Controls.CrashPoint target;

    private CrashPointFault(Controls.CrashPoint target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        List<Point> points = List.of(Point.values());
        Point point = points.get(dice.between(0, points.size() - 1));
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(100), Duration.ofMillis(600)),
                Duration.ZERO,
                Map.of(point.id(), (long) dice.between(1, MOST_ARRIVALS), FLUSH, dice.chance(FLUSHES) ? 1L : 0L));
    }

    @Override
    public void start(Cycle cycle) {
        for (Point point : Point.values()) {
            Long arrivals = cycle.details().get(point.id());
            if (arrivals != null) {
                boolean isFlushed = cycle.details().getOrDefault(FLUSH, 0L) == 1;
                target.crash(point, Math.toIntExact(arrivals), isFlushed, PATIENCE);
            }
        }
    }

    @Override
    public void heal() {}
}
