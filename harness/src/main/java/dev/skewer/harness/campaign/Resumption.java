package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.results.ListedRun;
import dev.skewer.results.Printable;
import dev.skewer.results.RunFolder;
import dev.skewer.results.RunListing;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.SummaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the campaign to go on with: the newest of the same name and shard, if it did not come to its end. Its plan must be the one that is about to be carried
 * out, by the same version, as the outcome of its cells is taken over.
 */
public final class Resumption {
    private final Surroundings surroundings;
    private final Path results;
    private final CampaignPlan plan;

    /**
     * A search.
     *
     * @param surroundings how folders look from where the user is
     * @param results where run folders are
     * @param plan what is to be carried out
     */
    public Resumption(Surroundings surroundings, Path results, CampaignPlan plan) {
        this.surroundings = surroundings;
        this.results = results;
        this.plan = plan;
    }

    /**
     * A campaign to go on with.
     *
     * @param folder where it is
     * @param lock held; of who goes on with it
     */
    public record Interrupted(CampaignFolder folder, CampaignLock lock) {}

    /**
     * The campaign to go on with, locked; empty if the newest came to its end, or there is none.
     *
     * @throws UserException if it goes on still, or is of another plan or version
     */
    public Optional<Interrupted> find() {
        try {
            for (ListedRun listed : newestFirst()) {
                var folder = new CampaignFolder(RunFolder.of(listed.directory()), surroundings);
                Optional<CampaignPlan> begun = folder.plan();
                if (begun.isPresent() && begun.get().shard().equals(plan.shard())) {
                    return locked(folder, begun.get());
                }
            }
            return Optional.empty();
        } catch (SummaryException e) {
            throw new UserException(e.getMessage() + "; begin a new campaign, without --resume", e);
        } catch (IOException e) {
            throw new UserException(surroundings.show(results) + ": " + IoMessages.of(e), e);
        }
    }

    private List<ListedRun> newestFirst() throws IOException {
        Path all = results.resolve(Printable.fileName(plan.name()));
        return Files.isDirectory(all) ? RunListing.of(all) : List.of();
    }

    private Optional<Interrupted> locked(CampaignFolder folder, CampaignPlan begun) throws IOException {
        CampaignLock lock = CampaignLock.take(folder.folder().directory())
                .orElseThrow(() -> new UserException(folder.shown()
                        + ": is being run by another process; wait for it, or begin a new campaign, without --resume"));
        boolean isTaken = false;
        try {
            // Only now, as another process may have brought it to its end before.
            if (folder.summary().map(CampaignSummary::isComplete).orElse(false)) {
                return Optional.empty();
            }
            Optional<String> difference = begun.differenceTo(plan);
            if (difference.isPresent()) {
                throw new UserException(folder.shown() + ": cannot be resumed, as it is another campaign ("
                        + Printable.line(difference.get()) + "); begin a new one, without --resume");
            }
            for (PlannedCell cell : begun.own()) {
                // What cannot be understood is said before anything else is.
                folder.kept(cell);
            }
            folder.reopen();
            isTaken = true;
            return Optional.of(new Interrupted(folder, lock));
        } finally {
            if (!isTaken) {
                lock.close();
            }
        }
    }
}
