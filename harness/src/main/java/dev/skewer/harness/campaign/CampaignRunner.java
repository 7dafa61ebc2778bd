package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.RunFolder;
import dev.skewer.results.VerdictJson;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Runs the cells of a campaign, one after the other: tests that ran side by side would take each other's processors, and
 * so their chance to fail.
 */
public final class CampaignRunner {
    private final Campaign campaign;
    private final Surroundings surroundings;
    private final Path results;
    private final Consumer<CellOutcome> onCell;

    /**
     * A campaign that is about to run.
     *
     * @param campaign what to do
     * @param surroundings where to show progress, and who may interrupt
     * @param results where run folders go
     * @param onCell told each cell's outcome when it is known
     */
    public CampaignRunner(Campaign campaign, Surroundings surroundings, Path results, Consumer<CellOutcome> onCell) {
        this.campaign = campaign;
        this.surroundings = surroundings;
        this.results = results;
        this.onCell = onCell;
    }

    /**
     * Runs it; blocks until it is over or interrupted.
     *
     * @param folder the campaign's own folder; each run gets one inside it
     * @throws IOException if a run folder cannot be made
     */
    public CampaignOutcome execute(RunFolder folder) throws IOException {
        var outcomes = new ArrayList<CellOutcome>();
        int run = 0;
        for (Cell cell : campaign.cells()) {
            if (surroundings.interruption().isWished()) {
                break;
            }
            CellOutcome outcome = run(cell, folder, run);
            run += cell.runs().size();
            outcomes.add(outcome);
            onCell.accept(outcome);
        }
        List<CostOfIsolation.Row> cost = List.of();
        if (campaign.costOfIsolation() != null && !surroundings.interruption().isWished()) {
            try (Progress progress = Progress.on(surroundings, "cost of isolation")) {
                cost = CostOfIsolation.measure(campaign.costOfIsolation(), progress, surroundings.interruption());
            }
        }
        var outcome = new CampaignOutcome(campaign, surroundings.show(folder.directory()), outcomes, cost);
        folder.write("campaign.json", VerdictJson.indented(CampaignJson.of(outcome)));
        folder.becomeLatest(results);
        return outcome;
    }

    /** Makes the folder of a campaign that begins now. */
    public static RunFolder folder(Path results, Campaign campaign) throws IOException {
        return RunFolder.create(results, campaign.name(), Instant.now());
    }

    private CellOutcome run(Cell cell, RunFolder folder, int done) throws IOException {
        var runs = new ArrayList<CellOutcome.Run>();
        boolean isComplete = true;
        for (TestSpec spec : cell.runs()) {
            if (surroundings.interruption().isWished()) {
                return new CellOutcome(cell, runs, false);
            }
            String name = String.format(Locale.ROOT, "%03d-%s", done + runs.size() + 1, cell.name());
            RunFolder own = folder.child(name);
            String shown = surroundings.show(own.directory());
            String task = "[" + (done + runs.size() + 1) + "/"
                    + campaign.cells().stream().mapToInt(c -> c.runs().size()).sum() + "] " + cell.name();
            try (Progress progress = Progress.on(surroundings, task)) {
                TestRun.Result result = new TestRun(
                                spec,
                                own,
                                shown,
                                progress,
                                surroundings.interruption()::isWished,
                                cell.expected()::isShownBy)
                        .execute();
                runs.add(new CellOutcome.Run(shown, result));
                isComplete &= !result.summary().interrupted() && result.unwritten() == null;
                if (result.unwritten() != null) {
                    throw new IOException(result.unwritten());
                }
            }
        }
        return new CellOutcome(cell, runs, isComplete);
    }
}
