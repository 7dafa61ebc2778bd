package dev.skewer.harness.campaign;

import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Promises;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.target.TargetType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why cells cannot be run on this machine. Each target, and each fault on it, is asked once: some find out by trying. */
public final class Obstacles {
    private final Map<List<Object>, Optional<String>> known = new HashMap<>();

    /** Why a cell cannot be run here, in one line; empty if it can. */
    public Optional<String> of(Cell cell) {
        TestSpec spec = cell.runs().get(0);
        TargetType target = Targets.of(spec.target());
        Map<String, String> options = spec.targetOptions();
        return known.computeIfAbsent(
                        List.of(spec.target(), options),
                        unused ->
                                Optional.ofNullable(target.availability(options).obstacle()))
                .or(() -> spec.faultNames().stream()
                        .flatMap(fault -> known
                                .computeIfAbsent(
                                        List.of(spec.target(), options, fault),
                                        unused -> Faults.obstacle(List.of(fault), target, options))
                                .stream())
                        .findFirst())
                .or(() -> Promises.obstacle(spec));
    }
}
