package dev.skewer.results.report;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.ObservedModels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One level of one target, as all histories of transactions of a campaign together show it: what was promised, what all of them satisfy,
 * and what at least one contradicts. What lies between these, the histories do not tell.
 *
 * @param target its name, with those of its options that differ within the campaign
 * @param level the isolation
 * @param promised the name of the consistency model that is promised; empty if none is
 * @param kept the strongest models that every history certainly satisfies
 * @param broken the weakest models that a history violates
 * @param anomalies the names of what shows that, the most telling first
 * @param ops operations of the histories
 */
public record ObservedLevel(
        String target,
        String level,
        String promised,
        List<String> kept,
        List<String> broken,
        List<String> anomalies,
        long ops) {
    private static final String NOTHING = "–";

    /** What the figures of a table mean, in one sentence. */
    public static final String MEANING =
            "The strongest consistency models that every history of transactions certainly satisfies, and the weakest that one"
                    + " contradicts, with all that was found; what lies between, these histories do not tell.";

    /** What the columns of {@link #texts} are about. */
    public static final List<String> COLUMNS =
            List.of("target", "level", "promised", "observed at least", "broken", "found", "operations");

    /** Copies the lists. */
    public ObservedLevel {
        kept = List.copyOf(kept);
        broken = List.copyOf(broken);
        anomalies = List.copyOf(anomalies);
    }

    /** How what was observed compares with what is promised. */
    public enum Kind {
        /** A history contradicts the promise. */
        LESS,
        /** Everything that is promised was observed, or nothing is promised. */
        KEPT,
        /** No history contradicts the promise, and not every one is decided. */
        OPEN
    }

    /** The levels that a campaign ran transactions at, those of a target together, in the order in which they first come. */
    public static List<ObservedLevel> of(CampaignSummary campaign) {
        Map<String, Map<String, List<CampaignSummary.Run>>> runs = new LinkedHashMap<>();
        for (CampaignSummary.Cell cell : campaign.cells()) {
            // A mistake that is planted says nothing of what the target is without it.
            boolean isPlanted = cell.isProof() || isSet(CampaignMatrix.value(cell, "defect"));
            List<CampaignSummary.Run> observed =
                    cell.runs().stream().filter(run -> run.models().isPresent()).toList();
            if (isPlanted || observed.isEmpty()) {
                continue;
            }
            String options = CampaignMatrix.shown(campaign, cell, "target-option");
            String target = CampaignMatrix.value(cell, "target") + (isSet(options) ? " " + options : "");
            runs.computeIfAbsent(target, unused -> new LinkedHashMap<>())
                    .computeIfAbsent(CampaignMatrix.value(cell, "isolation"), unused -> new ArrayList<>())
                    .addAll(observed);
        }
        return runs.entrySet().stream()
                .flatMap(target -> target.getValue().entrySet().stream()
                        .map(level -> of(target.getKey(), level.getKey(), level.getValue())))
                .toList();
    }

    private static boolean isSet(String option) {
        return !option.isEmpty() && !option.equals("none");
    }

    private static ObservedLevel of(String target, String level, List<CampaignSummary.Run> runs) {
        List<ObservedModels> observed =
                runs.stream().flatMap(run -> run.models().stream()).toList();
        Set<String> kept = new LinkedHashSet<>(ConsistencyModels.names());
        Set<String> broken = new LinkedHashSet<>();
        Set<String> anomalies = new TreeSet<>(AnomalyCatalog.order());
        for (ObservedModels models : observed) {
            List<String> satisfied = known(models.satisfied());
            kept.removeIf(model -> !ConsistencyModels.isImpliedByAny(model, satisfied));
            broken.addAll(known(models.violated()));
            anomalies.addAll(models.anomalies());
        }
        return new ObservedLevel(
                target,
                level,
                observed.get(0).promised(),
                ConsistencyModels.strongest(kept),
                ConsistencyModels.weakest(broken),
                List.copyOf(anomalies),
                runs.stream().mapToLong(CampaignSummary.Run::ops).sum());
    }

    /** A file may be of another version, which knows models that this one does not. */
    private static List<String> known(Collection<String> models) {
        return models.stream().filter(ConsistencyModels.names()::contains).toList();
    }

    /** How it compares with the promise. */
    public Kind kind() {
        if (promised.isEmpty() || ConsistencyModels.isImpliedByAny(promised, kept)) {
            return Kind.KEPT;
        }
        return ConsistencyModels.impliesAny(promised, broken) ? Kind.LESS : Kind.OPEN;
    }

    /** A text for each of {@link #COLUMNS}. */
    public List<String> texts() {
        return List.of(
                target,
                level,
                promised.isEmpty() ? "nothing" : promised,
                listed(kept, kind() == Kind.OPEN ? "not decided" : NOTHING),
                listed(broken, NOTHING),
                listed(anomalies, NOTHING),
                Figures.count(ops));
    }

    private static String listed(List<String> names, String ifNone) {
        return names.isEmpty() ? ifNone : String.join(", ", names);
    }
}
