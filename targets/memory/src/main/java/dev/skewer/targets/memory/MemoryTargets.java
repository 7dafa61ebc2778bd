package dev.skewer.targets.memory;

import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.util.List;

/** The reference database, for the registry. */
public final class MemoryTargets implements TargetProvider {
    @Override
    public List<TargetType> targets() {
        return List.of(MemoryTarget.TYPE);
    }
}
