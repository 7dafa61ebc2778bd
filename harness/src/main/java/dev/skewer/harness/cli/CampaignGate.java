package dev.skewer.harness.cli;

import dev.skewer.harness.campaign.Campaign;
import dev.skewer.harness.campaign.Planner;
import dev.skewer.harness.gate.Proofs;
import dev.skewer.harness.run.Producer;
import dev.skewer.results.comparison.Baseline;
import dev.skewer.results.comparison.Comparand;
import dev.skewer.results.comparison.Gate;
import dev.skewer.results.comparison.Thresholds;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.GateSummary;
import dev.skewer.results.summary.PlannedCell;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a campaign's command line makes of it once it has run.
 *
 * @param baseline what it is compared with; empty for nothing
 * @param proofs what proves that it can fail; empty if that is not asked for
 * @param thresholds when it speaks up
 * @param leftOut cells of the file that are not run by wish, by key, with the reason
 * @param plan which shard runs which cell
 */
record CampaignGate(
        Optional<Baseline> baseline,
        Optional<Proofs> proofs,
        Thresholds thresholds,
        Map<String, String> leftOut,
        CampaignPlan plan)
        implements UnaryOperator<CampaignSummary> {

    /**
     * The cells of a file that its command line leaves out.
     *
     * @param whole all of the file
     * @param asked those that the command line asks for
     * @param plan which of them are run here
     */
    static Map<String, String> leftOut(Campaign whole, Campaign asked, CampaignPlan plan) {
        Map<String, String> leftOut = new LinkedHashMap<>();
        Map<String, String> names = Planner.names(asked);
        Planner.names(whole).keySet().stream()
                .filter(key -> !names.containsKey(key))
                .forEach(key -> leftOut.put(key, "left out by --only or --skip"));
        for (PlannedCell cell : plan.cells()) {
            if (cell.isLeftOut()) {
                leftOut.put(cell.key(), "left out for the time limit");
            } else if (cell.shard() != plan.shard().index()) {
                leftOut.put(cell.key(), "shard " + cell.shard() + " runs it");
            }
        }
        return leftOut;
    }

    @Override
    public CampaignSummary apply(CampaignSummary campaign) {
        if (baseline.isEmpty() && proofs.isEmpty()) {
            return campaign;
        }
        var changes = new ArrayList<Change>();
        Comparand candidate = Comparand.of(campaign, campaign.folder()).leavingOut(leftOut);
        baseline.ifPresentOrElse(
                of -> changes.addAll(
                        Gate.judge(of, candidate, LocalDate.now(ZoneOffset.UTC), thresholds, Producer.name())
                                .changes()),
                () -> changes.addAll(Gate.alone(candidate)));
        proofs.ifPresent(of -> changes.addAll(of.changes(campaign, plan)));
        return campaign.with(new GateSummary(baseline.map(Baseline::file).orElse(""), changes));
    }
}
