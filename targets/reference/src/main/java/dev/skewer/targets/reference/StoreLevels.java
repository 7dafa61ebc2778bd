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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the reference store can be, in the words of a target: its levels and its planted mistakes. */
public final class StoreLevels {
    /** The option of a target whose nodes have standbys, {@code true} or {@code false}. */
    public static final String STANDBY = "standby";

    /** Workloads besides that on journals: they see answers which are late, and what was acknowledged and is gone. */
    private static final Set<String> LINEARIZABLE = Set.of("register", "set", "counter");

    private StoreLevels() {}

    /**
     * Adds them, and the protocols that the store speaks, to the description of a target.
     *
     * @param faults the target's fault that does what a defect needs besides load; one that needs what is not in here cannot be planted
     */
    public static TargetType.Builder of(TargetType.Builder type, Map<Defect.Trigger, String> faults) {
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
                                .filter(defect ->
                                        defect.trigger() == Defect.Trigger.NONE || faults.containsKey(defect.trigger()))
                                .map(defect -> described(defect, faults.get(defect.trigger())))
                                .toList(),
                        StoreLevels::checkTogether)
                .protocols(StoreProtocols.ALL);
    }

    /** What a store of this durability promises of what it has acknowledged when it crashes. */
    public static DurabilityPromise promise(Durability durability) {
        return switch (durability) {
            case NONE, BUFFERED -> DurabilityPromise.BUFFERED;
            case ASYNC -> DurabilityPromise.BUFFERED_BY_SYSTEM;
            case SYNC, REPLAYED -> DurabilityPromise.DURABLE;
        };
    }

    private static TargetDefect described(Defect defect, @Nullable String fault) {
        Durability durability = defect.durability();
        var described = new TargetDefect(
                defect.id(),
                defect.sentence(),
                defect.anomaly(),
                defect.explanation(),
                fault,
                durability == null ? null : durability.id(),
                defect.trigger() == Defect.Trigger.FAILOVER ? Map.of(STANDBY, "true") : Map.of());
        TargetDefect seen = defect == Defect.LAGGING_READER || defect == Defect.FSYNC_NEVER
                ? described.seenBy(LINEARIZABLE)
                : described;
        // A reader that is late is so at every level; the others are known to show where the store promises a snapshot.
        return defect == Defect.LAGGING_READER ? seen : seen.seenAt(Set.of(ReadIsolation.SNAPSHOT.id()));
    }

    private static void checkTogether(List<String> ids) {
        Set<Defect> defects = defects(ids);
        StoreOptions.Builder options = StoreOptions.builder().defects(defects);
        // Whether the durability of the test is the one that they need, the spec looks by itself.
        defects.stream()
                .map(Defect::durability)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(options::durability);
        options.build();
    }

    /** The mistakes with these ids, all known. */
    public static Set<Defect> defects(List<String> ids) {
        return ids.stream()
                .map(id -> Defect.of(id).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Defect.class)));
    }
}
