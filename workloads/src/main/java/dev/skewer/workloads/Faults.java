package dev.skewer.workloads;

import dev.skewer.workloads.fault.CompactFault;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.fault.FlushFault;
import dev.skewer.workloads.fault.GcFault;
import dev.skewer.workloads.fault.RestartFault;
import dev.skewer.workloads.fault.SlowReaderFault;
import dev.skewer.workloads.fault.SnapshotHoldFault;
import dev.skewer.workloads.target.TargetType;
import java.util.List;

/** All faults, by name. */
public final class Faults {
    private static final List<FaultType<?>> ALL = List.of(
            FlushFault.TYPE,
            CompactFault.TYPE,
            SlowReaderFault.TYPE,
            SnapshotHoldFault.TYPE,
            RestartFault.TYPE,
            GcFault.TYPE);

    private Faults() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultType<?>> all() {
        return ALL;
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(FaultType::name).toList();
    }

    /** Those that suit a target. */
    public static List<FaultType<?>> suiting(TargetType target) {
        return ALL.stream().filter(fault -> fault.suits(target)).toList();
    }

    /**
     * The one with this name.
     *
     * @throws SpecException if there is none
     */
    public static FaultType<?> of(String name) {
        for (FaultType<?> fault : ALL) {
            if (fault.name().equals(name)) {
                return fault;
            }
        }
        throw SpecException.unknown("fault", name, names());
    }

    /**
     * The one with this name, if it suits the target.
     *
     * @throws SpecException if there is none, or it does not; names those that do
     */
    public static FaultType<?> suiting(String name, TargetType target) {
        FaultType<?> fault = of(name);
        if (!fault.suits(target)) {
            throw new SpecException("fault '" + name + "' does not suit target '" + target.name() + "', which has: "
                    + String.join(
                            ", ", suiting(target).stream().map(FaultType::name).toList()));
        }
        return fault;
    }
}
