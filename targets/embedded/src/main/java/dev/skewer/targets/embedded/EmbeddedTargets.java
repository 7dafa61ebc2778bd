package dev.skewer.targets.embedded;

import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.util.List;

/** The embedded target, for the registry. */
public final class EmbeddedTargets implements TargetProvider {
    @Override
    public List<TargetType> targets() {
        return List.of(EmbeddedTarget.TYPE);
    }
}
