package dev.skewer.targets.reference;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the reference store can be, in the words of a target: its levels and its planted mistakes. */
public final class StoreLevels {
    private StoreLevels() {}

    /** Adds them, and the protocols that the store speaks, to the description of a target. */
    public static TargetType.Builder of(TargetType.Builder type) {
        return type.isolations(
                        Arrays.stream(ReadIsolation.values())
                                .map(ReadIsolation::id)
                                .toList(),
                        ReadIsolation.SNAPSHOT.id())
                .durabilities(
                        Arrays.stream(Durability.values()).map(Durability::id).toList(), Durability.ASYNC.id())
                .promise((durability, options) -> promise(Durability.of(durability)))
                .defects(
                        Arrays.stream(Defect.values())
                                .map(StoreLevels::described)
                                .toList(),
                        ids -> StoreOptions.builder().defects(defects(ids)).build())
                .protocols(StoreProtocols.ALL);
    }

    private static DurabilityPromise promise(Durability durability) {
        return switch (durability) {
            case NONE -> DurabilityPromise.BUFFERED;
            case ASYNC -> DurabilityPromise.BUFFERED_BY_SYSTEM;
            default -> DurabilityPromise.DURABLE;
        };
    }

    private static TargetDefect described(Defect defect) {
        return new TargetDefect(defect.id(), defect.sentence(), defect.anomaly(), defect.explanation(), defect.fault());
    }

    /** The mistakes with these ids, all known. */
    public static Set<Defect> defects(List<String> ids) {
        return ids.stream()
                .map(id -> Defect.of(id).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Defect.class)));
    }
}
