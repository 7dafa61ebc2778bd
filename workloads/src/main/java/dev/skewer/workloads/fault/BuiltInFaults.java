package dev.skewer.workloads.fault;

import java.util.ArrayList;
import java.util.List;

/** The faults that come with this module. */
public final class BuiltInFaults implements FaultProvider {
    @Override
    public List<FaultType<?>> faults() {
        var all = new ArrayList<FaultType<?>>(List.of(
                FlushFault.TYPE,
                CompactFault.TYPE,
                SlowReaderFault.TYPE,
                SnapshotHoldFault.TYPE,
                RestartFault.TYPE,
                KillFault.TYPE,
                CrashLoopFault.TYPE,
                PauseFault.TYPE,
                CrashPointFault.TYPE,
                GcFault.TYPE,
                ResetFault.TYPE));
        all.addAll(DiskFaults.ALL);
        all.addAll(LinkFaults.ALL);
        all.addAll(ResourceFaults.ALL);
        return all;
    }
}
