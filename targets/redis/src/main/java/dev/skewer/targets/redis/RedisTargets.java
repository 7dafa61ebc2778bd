package dev.skewer.targets.redis;

import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.util.List;

/** Redis, for the registry. */
public final class RedisTargets implements TargetProvider {
    @Override
    public List<TargetType> targets() {
        return List.of(RedisTarget.TYPE);
    }
}
