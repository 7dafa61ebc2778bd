package dev.skewer.harness.cli;

import dev.skewer.harness.campaign.CampaignFolder;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.gate.BaselineFile;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.StoredRun;
import dev.skewer.history.HistoryException;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.comparison.Comparand;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user names as one side of a comparison: the folder of a run or a campaign, a file with the JSON of one, or a baseline.
 *
 * @param surroundings where paths begin
 */
record StoredSide(Surroundings surroundings) {
    /**
     * That side.
     *
     * @param name as the user wrote it
     * @throws UserException if it is nothing that can be compared
     */
    Comparand comparand(String name) {
        Path path = surroundings.resolve(name);
        if (Files.isRegularFile(path) && name.matches("(?i).*\\.ya?ml")) {
            String text = TextFile.read(surroundings, name, "a baseline", () -> "");
            return BaselineFile.parse(text, name).baseline().comparand();
        }
        return Comparand.of(summary(name), Printable.line(shown(name)));
    }

    /**
     * What is stored of a run, a check or a campaign.
     *
     * @throws UserException if nothing is
     */
    Summary summary(String name) {
        Path path = surroundings.resolve(name);
        String shown = Printable.line(shown(name));
        try {
            if (!Files.exists(path)) {
                throw new UserException(shown + ": no such file or folder");
            }
            if (!Files.isDirectory(path)) {
                return SummaryFiles.read(path, shown);
            }
            if (CampaignFolder.isCampaign(path)) {
                var folder = new CampaignFolder(RunFolder.of(path), surroundings);
                Optional<CampaignSummary> campaign = folder.summary();
                if (campaign.isPresent()) {
                    return campaign.get();
                }
                return folder.unfinished(
                        folder.plan().orElseThrow(() -> new SummaryException(shown + ": has no plan.json")),
                        "the campaign had not come so far");
            }
            if (StoredRun.isRun(path)) {
                return new StoredRun(path, surroundings, List.of()).summary();
            }
            throw new UserException(shown + ": " + new Remains(path, surroundings).whatTheyAre());
        } catch (SummaryException | HistoryException e) {
            throw new UserException(Printable.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UserException(shown + ": " + IoMessages.of(e), e);
        }
    }

    private static String shown(String name) {
        return name.replaceAll("(?<=.)/+$", "");
    }
}
