package dev.skewer.workloads.fault;

import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The faults that leave nodes too little of the machine, or tell them the wrong time. */
final class ResourceFaults {
    private static final long MEBIBYTE = 1 << 20;

    static final FaultType<Controls.Clocks> CLOCK = new FaultType<>(
                    "clock",
                    "Sets the wall clock of some nodes up to 5 minutes forward or back, for 0.3 to 2 s.",
                    """
                    The clock of a node jumps, as after a correction by hand or by a time service that found out late, and jumps back. What \
                    measures how long something takes (CLOCK_MONOTONIC) goes on as it is, as on a real machine. It brings to light what \
                    orders writes by time stamps, leases and time limits that are reckoned by the wall clock, and numbers made of \
                    it that come twice. Nodes load a library for it, which is compiled here; it needs gcc.""",
                    Controls.Clocks.class,
                    clocks -> new ImposedFault(
                            clocks.nodes(),
                            new ImposedFault.Times(
                                    Duration.ofMillis(100),
                                    Duration.ofSeconds(1),
                                    Duration.ofMillis(300),
                                    Duration.ofSeconds(2)),
                            dice -> {
                                long millis = dice.between(1_000, 300_000);
                                return Map.of("offset-ms", dice.chance(0.5) ? millis : -millis);
                            },
                            (node, details) ->
                                    clocks.shiftClock(node, Duration.ofMillis(details.getOrDefault("offset-ms", 0L)))))
            .in(FaultPackage.RESOURCES);

    static final FaultType<Controls.Processors> CPU_SQUEEZE = new FaultType<>(
                    "cpu-squeeze",
                    "Leaves some nodes 5 to 30 % of one processor, for 0.3 to 2 s.",
                    """
                    A neighbour takes the processors, or a container has used up its share and is stopped until the next period. All \
                    threads of a node stand still again and again for tens of milliseconds, wherever they are. It brings to light time \
                    limits that are too short, heartbeats that share a thread with work, and races that a fast machine hides. With a control \
                    group that may be written it hits just these nodes; without one, busy threads slow down the whole machine.""",
                    Controls.Processors.class,
                    processors -> new ImposedFault(
                            processors.nodes(),
                            new ImposedFault.Times(
                                    Duration.ofMillis(200),
                                    Duration.ofMillis(1_500),
                                    Duration.ofMillis(300),
                                    Duration.ofSeconds(2)),
                            dice -> Map.of("percent", (long) dice.between(5, 30)),
                            (node, details) -> processors.squeezeProcessor(
                                    node, details.getOrDefault("percent", 100L).intValue())))
            .in(FaultPackage.RESOURCES);

    static final FaultType<Controls.Memory> MEMORY_PRESSURE = new FaultType<>(
                    "memory-pressure",
                    "Lets some nodes take 1 to 24 MiB more memory than they have, for 0.3 to 2 s.",
                    """
                    Memory is running out: the kernel takes back what it kept of files, so that reads and writes go to the disk, and \
                    ends a process that needs more all the same, by SIGKILL; it is started again when there is memory. Without a control \
                    group that may be written the limit is one of the address space, at which allocations fail instead. It brings to \
                    light what is half done when an allocation fails, and what was acknowledged and only in memory.""",
                    Controls.Memory.class,
                    memory -> new ImposedFault(
                            memory.nodes(),
                            new ImposedFault.Times(
                                    Duration.ofMillis(300),
                                    Duration.ofMillis(1_500),
                                    Duration.ofMillis(300),
                                    Duration.ofSeconds(2)),
                            dice -> Map.of("mib", (long) dice.between(1, 24)),
                            (node, details) -> memory.limitMemory(node, MEBIBYTE * details.getOrDefault("mib", 0L))))
            .in(FaultPackage.RESOURCES);

    /** All of them. */
    static final List<FaultType<?>> ALL = List.of(CLOCK, CPU_SQUEEZE, MEMORY_PRESSURE);

    private ResourceFaults() {}
}
