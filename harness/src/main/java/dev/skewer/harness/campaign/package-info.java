/**
 * Campaigns: many tests, each judged against what it expects.
 *
 * <p>A {@link dev.skewer.harness.campaign.CampaignFile} reads YAML into a {@link dev.skewer.harness.campaign.Campaign}, which
 * is a list of {@link dev.skewer.harness.campaign.Cell}s; a {@link dev.skewer.harness.campaign.CampaignRunner} runs them and
 * compares each verdict with the cell's {@link dev.skewer.harness.campaign.Expectation}.
 * {@link dev.skewer.harness.campaign.CostOfIsolation} measures what the repair of a read skew costs.
 */
@NullMarked
package dev.skewer.harness.campaign;

import org.jspecify.annotations.NullMarked;
