package dev.skewer.workloads.fault;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Map;

/** Breaks all connections to some nodes. */
public final class ResetFault implements Fault {
    /** For the registry. */
    public static final FaultType<Controls.Network> TYPE = new FaultType<>(
                    "reset",
                    "Breaks all connections to some nodes, every 0.2 to 1.5 s.",
                    """
            A load balancer that restarts or a firewall that forgets its table: both ends of each connection are told by a TCP \
            reset, and what was under way is lost: a request before it arrived, or the answer after it was carried out. A client \
            cannot tell the two apart, so such a write is info. Who connects anew finds nothing wrong. It brings to light clients \
            that take a broken connection for a failure or send a request again as if nothing had happened, and servers that \
            go on with a connection's commands after its successor's.""",
                    Controls.Network.class,
                    ResetFault::new)
            .in(FaultPackage.NETWORK);

    private final Controls.Network target;

    private ResetFault(Controls.Network target) {
        this.target = target;
    }

    @Override
    public Cycle plan(Dice dice) {
        return new Cycle(
                Fault.between(dice, Duration.ofMillis(200), Duration.ofMillis(1_500)),
                Duration.ZERO,
                Map.of(),
                Fault.some(dice, target.nodes()));
    }

    @Override
    public void start(Cycle cycle) {
        cycle.nodes().forEach(target::reset);
    }

    @Override
    public void heal() {}
}
