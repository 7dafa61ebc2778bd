package dev.skewer.harness.campaign;

import dev.skewer.results.summary.CampaignSummary;
import java.util.function.UnaryOperator;

/**
 * What a campaign does besides running each cell once.
 *
 * @param reruns which cells it runs again
 * @param isCalibrated whether it measures how fast the machine is meanwhile
 * @param judge adds to what is known of the campaign what a gate makes of it
 */
public record RunPolicy(Reruns reruns, boolean isCalibrated, UnaryOperator<CampaignSummary> judge) {
    /** Nothing besides. */
    public static final RunPolicy PLAIN = new RunPolicy(Reruns.NONE, false, UnaryOperator.identity());
}
