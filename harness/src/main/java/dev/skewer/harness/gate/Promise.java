package dev.skewer.harness.gate;

import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a campaign holds a target to: an isolation level, by a workload; or that it bears a fault at a durability.
 *
 * @param kind which of them
 * @param workload by which it is looked at
 * @param target of what
 * @param options of the target
 * @param level the isolation level, or the durability
 * @param fault what it bears; empty for an isolation level
 */
record Promise(Kind kind, String workload, String target, Map<String, String> options, String level, String fault) {
    /** What is promised. */
    enum Kind {
        /** What reads see. */
        ISOLATION,
        /** That a fault does no more than it may. */
        FAULT
    }

    Promise {
        options = Map.copyOf(options);
    }

    /** All that a test holds its target to and that a mistake could break. A fault that no mistake of the target needs is none of it: whatever it does shows as a breach of isolation. */
    static Set<Promise> of(TestSpec spec, TargetType target) {
        var promises = new LinkedHashSet<Promise>();
        promises.add(new Promise(
                Kind.ISOLATION, spec.workload(), spec.target(), spec.targetOptions(), spec.isolation(), ""));
        for (String fault : spec.faultNames()) {
            if (target.defects().stream().anyMatch(defect -> isBrokenBy(defect, spec, fault))) {
                promises.add(new Promise(
                        Kind.FAULT, spec.workload(), spec.target(), spec.targetOptions(), spec.durability(), fault));
            }
        }
        return promises;
    }

    private static boolean isBrokenBy(TargetDefect defect, TestSpec spec, String fault) {
        return fault.equals(defect.fault())
                && (defect.durability() == null || defect.durability().equals(spec.durability()))
                && spec.targetOptions().entrySet().containsAll(defect.options().entrySet());
    }

    /** Mistakes that could break it, the cheapest first. */
    List<TargetDefect> breakers(TargetType of, TestSpec spec) {
        return switch (kind) {
            case ISOLATION ->
                of.defects().stream()
                        .filter(defect -> defect.fault() == null
                                && (defect.durability() == null
                                        || defect.durability().equals(spec.durability()))
                                && defect.options().isEmpty()
                                && defect.isSeenAt(level))
                        .toList();
            case FAULT ->
                of.defects().stream()
                        .filter(defect -> isBrokenBy(defect, spec, fault))
                        // One that is a mistake at this durability only breaks just that.
                        .sorted((one, other) -> Boolean.compare(one.durability() == null, other.durability() == null))
                        .toList();
        };
    }

    /** For a person: {@code journal on embedded at snapshot}, {@code journal on process at sync under power-loss}. */
    String text() {
        String choices = Targets.of(target).choices(options).entrySet().stream()
                .map(option -> " " + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining());
        return workload + " on " + target + choices + " at " + level + (kind == Kind.FAULT ? " under " + fault : "");
    }

    /** What a cell is called that proves it with a mistake. */
    String cellName(TargetDefect defect) {
        return CampaignSummary.Cell.PROOF + text() + ", " + defect.id();
    }
}
