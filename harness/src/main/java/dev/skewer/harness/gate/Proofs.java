package dev.skewer.harness.gate;

import static dev.skewer.results.summary.Change.Effect.NOTED;
import static dev.skewer.results.summary.Change.Effect.UNDECIDED;
import static dev.skewer.results.summary.Change.Effect.WORSE;

import dev.skewer.checker.Checkers;
import dev.skewer.harness.campaign.Campaign;
import dev.skewer.harness.campaign.Cell;
import dev.skewer.harness.campaign.Obstacles;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Change.Kind;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a gate can fail: for each {@link Promise} that a campaign checks, one mistake that breaks it is planted in the same job, in a cell of its own, and has to be found.
 * A campaign that passes because its clients do nothing, its checker sees nothing or its faults do not happen fails by it.
 *
 * <p>What is planted is the target's own: the first mistake, in the target's order, that the promise forbids, that can be planted here, and whose anomaly the workload's checker reports.
 * A target without any (a database, say) has promises of which nothing can be proved on it; of such a workload the same mistakes are found on the reference store, where that speaks its
 * protocol, which proves generator, clients and checker, and not that the target's faults reach it. What was proved and what was not is told.
 */
public final class Proofs {
    /** Where a workload is proved whose target has no mistakes to plant. */
    private static final String REFERENCE = TestSpec.DEFAULT_TARGET;

    /** Many times what they take, also on a machine that is busy: it is spent only where a mistake is not found, and then up to whichever is over first. */
    private static final Duration BUDGET = Duration.ofMinutes(2);

    private static final long MOST_OPERATIONS = 1_000_000;

    private final Campaign campaign;
    private final Obstacles obstacles;
    private final List<Cell> added = new ArrayList<>();
    private final Map<Promise, Proof> proofs = new LinkedHashMap<>();

    /**
     * How one promise is proved.
     *
     * @param cell the name of the cell that does it; null if none does
     * @param note what else is to be said
     */
    private record Proof(@Nullable String cell, String note) {}

    private Proofs(Campaign campaign, Obstacles obstacles) {
        this.campaign = campaign;
        this.obstacles = obstacles;
    }

    /** The proofs of a campaign. */
    public static Proofs of(Campaign campaign, Obstacles obstacles) {
        var proofs = new Proofs(campaign, obstacles);
        proofs.choose();
        return proofs;
    }

    /** The campaign with the cells that prove something and that it does not have yet. */
    public Campaign campaign() {
        var cells = new ArrayList<>(campaign.cells());
        cells.addAll(added);
        return new Campaign(
                campaign.name(), cells, campaign.leftOut(), campaign.totalTimeLimit(), campaign.costOfIsolation());
    }

    private void choose() {
        for (Cell cell : campaign.cells()) {
            TestSpec spec = cell.runs().get(0);
            if (cell.expected().isValid() && obstacles.of(cell).isEmpty()) {
                TargetType target = Targets.of(spec.target());
                Promise.of(spec, target)
                        .forEach(promise -> proofs.computeIfAbsent(promise, of -> proof(of, spec, target)));
            }
        }
    }

    private Proof proof(Promise promise, TestSpec spec, TargetType target) {
        for (TargetDefect defect : promise.breakers(target, spec)) {
            // What a crash leaves is read where every mistake shows.
            String isolation =
                    promise.kind() == Promise.Kind.FAULT ? target.isolations().standard() : spec.isolation();
            Optional<Cell> cell = cell(promise, spec.toBuilder().isolation(isolation), defect);
            if (cell.isPresent()) {
                return new Proof(proving(cell.get()), "");
            }
        }
        return target.defects().isEmpty()
                ? elsewhere(promise, spec)
                : new Proof(null, "no mistake of " + target.name() + " that can be planted here breaks it");
    }

    /** Of a target without mistakes: what its workload finds on the reference store. */
    private Proof elsewhere(Promise promise, TestSpec spec) {
        TargetType reference = Targets.of(REFERENCE);
        String why = spec.target() + " has no mistakes that can be planted";
        for (TargetDefect defect : reference.defects()) {
            var on = new Promise(
                    Promise.Kind.ISOLATION,
                    promise.workload(),
                    REFERENCE,
                    Map.of(),
                    reference.isolations().standard(),
                    "");
            if (defect.fault() == null && defect.durability() == null && defect.isSeenAt(on.level())) {
                Optional<Cell> cell = cell(
                        on,
                        TestSpec.builder()
                                .workload(spec.workload())
                                .target(REFERENCE)
                                .seed(spec.seed()),
                        defect);
                if (cell.isPresent()) {
                    return new Proof(
                            proving(cell.get()),
                            why + "; its workload, clients and checker were proved on " + REFERENCE);
                }
            }
        }
        return new Proof(null, why + ", and its workload does not run on " + REFERENCE);
    }

    /** A cell that plants a mistake; empty if it cannot be planted so, or would not be seen. */
    private Optional<Cell> cell(Promise promise, TestSpec.Builder like, TargetDefect defect) {
        Optional<String> anomaly = anomaly(promise.workload(), defect);
        if (anomaly.isEmpty()) {
            return Optional.empty();
        }
        try {
            TestSpec spec = like.defects(List.of(defect.id()))
                    .schedules(defect.fault() == null ? List.of() : List.of(ScheduleText.parse(defect.fault())))
                    .ops(MOST_OPERATIONS)
                    .rate(0)
                    .timeLimit(BUDGET)
                    .failFast(true)
                    .build();
            var cell = new Cell(
                    promise.cellName(defect),
                    List.of(spec),
                    new Expectation(Expectation.DETECTED, List.of(anomaly.get())));
            return obstacles.of(cell).isEmpty() ? Optional.of(cell) : Optional.empty();
        } catch (SpecException e) {
            // It is none at this level, or with these options.
            return Optional.empty();
        }
    }

    /** By which anomaly a workload shows a mistake; empty if its checker does not report it. */
    private static Optional<String> anomaly(String workload, TargetDefect defect) {
        List<String> reported = Checkers.named(Workloads.of(workload).model())
                .map(checker -> checker.info().anomalies())
                .orElse(List.of());
        if (reported.contains(defect.anomaly())) {
            return Optional.of(defect.anomaly());
        }
        return reported.size() == 1 && defect.workloads().contains(workload)
                ? Optional.of(reported.get(0))
                : Optional.empty();
    }

    /** The name of the cell that does it: one that the campaign has already, or else this one from now on. */
    private String proving(Cell cell) {
        TestSpec spec = cell.runs().get(0);
        for (Cell other : campaign.cells()) {
            TestSpec of = other.runs().get(0);
            if (!other.expected().isValid()
                    && of.defects().equals(spec.defects())
                    && of.faults().equals(spec.faults())
                    && of.workload().equals(spec.workload())
                    && of.target().equals(spec.target())
                    && of.isolation().equals(spec.isolation())
                    && of.durability().equals(spec.durability())
                    && of.targetOptions().equals(spec.targetOptions())) {
                return other.name();
            }
        }
        if (added.stream().noneMatch(each -> each.name().equals(cell.name()))) {
            added.add(cell);
        }
        return cell.name();
    }

    /**
     * What was proved, and what was not.
     *
     * @param plan which shard runs which cell
     */
    public List<Change> changes(CampaignSummary outcome, CampaignPlan plan) {
        var changes = new ArrayList<Change>();
        proofs.forEach((promise, proof) -> changes.add(change(promise, proof, outcome, plan)));
        return changes;
    }

    private static Change change(Promise promise, Proof proof, CampaignSummary outcome, CampaignPlan plan) {
        if (proof.cell() == null) {
            return Change.of(Kind.NOT_PROVABLE, NOTED, "", promise.text(), "not proved: " + proof.note());
        }
        Optional<PlannedCell> elsewhere = plan.cells().stream()
                .filter(each -> each.name().equals(proof.cell()))
                .filter(each ->
                        !each.isLeftOut() && each.shard() != plan.shard().index())
                .findFirst();
        if (elsewhere.isPresent()) {
            return Change.of(
                    Kind.LEFT_OUT,
                    NOTED,
                    elsewhere.get().key(),
                    promise.text(),
                    "shard " + elsewhere.get().shard() + " proves it");
        }
        Optional<CampaignSummary.Cell> cell = outcome.cells().stream()
                .filter(each -> each.name().equals(proof.cell()))
                .findFirst();
        String mistake = proof.cell().startsWith(CampaignSummary.Cell.PROOF)
                ? proof.cell().substring(proof.cell().lastIndexOf(' ') + 1)
                : proof.cell();
        String note = proof.note().isEmpty() ? "" : " (" + proof.note() + ")";
        if (cell.isEmpty() || (!cell.get().isComplete() && !cell.get().isAsExpected())) {
            return Change.of(
                    Kind.NOT_PROVED,
                    UNDECIDED,
                    cell.map(CampaignSummary.Cell::id).orElse(""),
                    promise.text(),
                    "not proved: the cell that plants " + mistake + " was not run to its end" + note);
        }
        CampaignSummary.Cell of = cell.get();
        if (of.isAsExpected()) {
            return Change.of(
                    proof.note().isEmpty() ? Kind.PROVED : Kind.NOT_PROVABLE,
                    NOTED,
                    of.id(),
                    promise.text(),
                    (proof.note().isEmpty() ? "proved: " : "not proved on it: ") + mistake + " was found by "
                            + String.join(", ", of.expected().anomalies()) + " after " + Figures.count(of.ops())
                            + " operations" + note);
        }
        return Change.of(
                Kind.NOT_PROVED,
                WORSE,
                of.id(),
                promise.text(),
                "the gate cannot fail here: " + mistake + " was planted and not found (no "
                        + String.join(", ", of.expected().anomalies()) + " in " + Figures.count(of.ops())
                        + " operations" + (of.failed() == null ? "" : "; " + of.failed()) + ")" + note);
    }
}
