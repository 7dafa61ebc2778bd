package dev.skewer.workloads.fault;

import java.util.List;

/** The faults that come with this module. */
public final class BuiltInFaults implements FaultProvider {
    @Override
    public List<FaultType<?>> faults() {
        return List.of(
                FlushFault.TYPE,
                CompactFault.TYPE,
                SlowReaderFault.TYPE,
                SnapshotHoldFault.TYPE,
                RestartFault.TYPE,
                KillFault.TYPE,
                CrashLoopFault.TYPE,
                PauseFault.TYPE,
                GcFault.TYPE);
    }
}
