package dev.skewer.results.report;

import dev.skewer.results.UriReference;
import dev.skewer.results.summary.CampaignSummary;
import java.nio.file.Path;

/** Where the page of a campaign's run is, as seen from the campaign's own. */
final class RunLink {
    private RunLink() {}

    /** In a folder beside the page, or where the shard that made it lies. Always a path, whatever the folder's name is. */
    static String of(CampaignSummary campaign, CampaignSummary.Run run) {
        String folder = run.folder().endsWith("/")
                ? run.folder().substring(0, run.folder().length() - 1)
                : run.folder();
        String beside = folder.substring(folder.lastIndexOf('/') + 1);
        String path = folder.equals(campaign.folder() + "/" + beside) ? beside : relative(campaign, folder, beside);
        return UriReference.of(path + "/report.html");
    }

    private static String relative(CampaignSummary campaign, String folder, String otherwise) {
        try {
            return Path.of(campaign.folder()).relativize(Path.of(folder)).toString();
        } catch (IllegalArgumentException e) {
            // No path, or one of them absolute: then nothing is known but the name.
            return otherwise;
        }
    }
}
