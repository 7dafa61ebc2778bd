package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TargetUnavailableException;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs cells in this process. */
final class LocalCellRunner implements CellRunner {
    private final Map<String, Cell> cells;
    private final Map<String, Integer> firstRuns = new HashMap<>();
    private final RunFolder folder;
    private final Surroundings surroundings;
    private final RunSettings settings;
    private final Function<PlannedCell, Progress> progresses;

    /**
     * A runner of the cells of a campaign.
     *
     * @param campaign what its cells are
     * @param plan which of them are run; says how the folders of their runs are numbered
     * @param folder the campaign's own folder; each run gets one inside it
     * @param surroundings who may interrupt
     * @param settings of the runs
     * @param progresses where to show the progress of a cell
     */
    LocalCellRunner(
            Campaign campaign,
            CampaignPlan plan,
            RunFolder folder,
            Surroundings surroundings,
            RunSettings settings,
            Function<PlannedCell, Progress> progresses) {
        cells = Planner.byKey(campaign);
        int runs = 0;
        for (PlannedCell cell : plan.cells()) {
            firstRuns.put(cell.key(), runs + 1);
            runs += cell.seeds().size();
        }
        this.folder = folder;
        this.surroundings = surroundings;
        this.settings = settings;
        this.progresses = progresses;
    }

    /** The outcome of a cell of which nothing else is known. */
    static CampaignSummary.Cell outcome(
            PlannedCell planned, List<CampaignSummary.Run> runs, boolean isComplete, @Nullable String skipped) {
        return new CampaignSummary.Cell(planned.name(), planned.spec(), planned.expected(), runs, isComplete, skipped);
    }

    @Override
    public Outcome run(PlannedCell planned) {
        Cell cell = cells.get(planned.key());
        Integer first = firstRuns.get(planned.key());
        if (cell == null || first == null) {
            throw new IllegalStateException("no cell " + planned.key() + " in this campaign");
        }
        var runs = new ArrayList<CampaignSummary.Run>();
        boolean isComplete = true;
        @Nullable String failure = null;
        for (TestSpec spec : cell.runs()) {
            if (failure != null || surroundings.interruption().isWished()) {
                return new Outcome(outcome(planned, runs, false, null), failure);
            }
            String name = String.format(Locale.ROOT, "%03d-%s", first + runs.size(), cell.name());
            try (Progress progress = progresses.apply(planned)) {
                RunFolder own = folder.child(name);
                TestRun.Result result =
                        new TestRun(spec, settings, own, surroundings, progress, cell.expected()::isShownBy).execute();
                runs.add(CampaignSummary.Run.of(result.summary()));
                failure = result.unwritten();
                isComplete &= !result.summary().interrupted() && failure == null;
            } catch (TargetUnavailableException | SpecException e) {
                // The other cells have targets of their own, or other levels and options of this one.
                return new Outcome(outcome(planned, runs, true, null).failed(String.valueOf(e.getMessage())), null);
            } catch (IOException e) {
                failure = surroundings.show(folder.directory()) + "/" + name + ": " + IoMessages.of(e);
            }
        }
        return new Outcome(outcome(planned, runs, isComplete && failure == null, null), failure);
    }

    @Override
    public void close() {}
}
