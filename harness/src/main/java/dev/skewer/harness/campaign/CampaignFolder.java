package dev.skewer.harness.campaign;

import dev.skewer.results.RunFolder;
import dev.skewer.results.report.CampaignReport;
import dev.skewer.results.summary.CampaignJson;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Json;
import java.io.IOException;

/** What a campaign leaves in its folder besides its runs. */
public final class CampaignFolder {
    private CampaignFolder() {}

    /**
     * Writes {@code campaign.json} and {@code report.html}, each whole or not at all.
     *
     * @throws IOException if one cannot be written
     */
    public static void write(RunFolder folder, CampaignSummary campaign) throws IOException {
        folder.write("campaign.json", Json.indented(CampaignJson.of(campaign)));
        folder.write("report.html", CampaignReport.render(campaign));
    }
}
