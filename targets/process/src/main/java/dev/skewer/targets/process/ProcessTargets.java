package dev.skewer.targets.process;

import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.util.List;

/** The process target, for the registry. */
public final class ProcessTargets implements TargetProvider {
    @Override
    public List<TargetType> targets() {
        return List.of(ProcessTarget.TYPE);
    }
}
