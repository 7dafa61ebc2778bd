package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TargetUnavailableException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cells of a campaign, one after the other: tests that ran side by side would take each other's processors, and
 * so their chance to fail.
 */
public final class CampaignRunner {
    private final Campaign campaign;
    private final Surroundings surroundings;
    private final RunSettings settings;
    private final Consumer<CampaignSummary.Cell> onCell;

    private final Function<String, Progress> progresses;

    /** Why the campaign cannot go on, in one line. */
    private @Nullable String failure;

    /**
     * A campaign that is about to run.
     *
     * @param campaign what to do
     * @param surroundings where to show progress, and who may interrupt
     * @param settings of its runs
     * @param onCell told each cell's outcome when it is known
     */
    public CampaignRunner(
            Campaign campaign, Surroundings surroundings, RunSettings settings, Consumer<CampaignSummary.Cell> onCell) {
        this.campaign = campaign;
        this.surroundings = surroundings;
        this.settings = settings;
        this.onCell = onCell;
        progresses = Progress.series(surroundings);
    }

    /**
     * What came of it.
     *
     * @param summary everything that is known
     * @param failure why it could not be carried out or kept whole (a full disk), in one line; null if it could
     */
    public record Result(CampaignSummary summary, @Nullable String failure) {}

    /**
     * Runs it; blocks until it is over or interrupted, or until a folder cannot be written.
     *
     * @param folder the campaign's own folder; each run gets one inside it
     */
    public Result execute(RunFolder folder) {
        var cells = new ArrayList<CampaignSummary.Cell>();
        int run = 0;
        for (Cell cell : campaign.cells()) {
            if (isOver()) {
                break;
            }
            String obstacle = obstacle(cell.runs().get(0));
            CampaignSummary.Cell done =
                    obstacle == null ? run(cell, folder, run) : outcome(cell, List.of(), true, obstacle);
            run += cell.runs().size();
            cells.add(done);
            onCell.accept(done);
        }
        List<IsolationCost> cost = List.of();
        if (campaign.costOfIsolation() != null && !isOver()) {
            try (Progress progress = progresses.apply("cost of isolation")) {
                cost = CostOfIsolation.measure(campaign.costOfIsolation(), progress, surroundings.interruption());
            } catch (IOException e) {
                failure = "cost of isolation: " + IoMessages.of(e);
            }
        }
        String shown = surroundings.show(folder.directory());
        var summary = new CampaignSummary(
                campaign.name(), shown, campaign.cells().size(), cells, campaign.leftOut(), cost, Producer.name());
        try {
            CampaignFolder.write(folder, summary);
        } catch (IOException e) {
            failure = failure == null ? shown + ": " + IoMessages.of(e) : failure;
        }
        folder.becomeLatest(settings.results());
        return new Result(summary, failure);
    }

    private static CampaignSummary.Cell outcome(
            Cell cell, List<CampaignSummary.Run> runs, boolean isComplete, @Nullable String skipped) {
        return new CampaignSummary.Cell(
                cell.name(), cell.runs().get(0).options(), cell.expected(), runs, isComplete, skipped);
    }

    /** Why a test cannot be run here; null if it can. */
    private static @Nullable String obstacle(TestSpec spec) {
        TargetType target = Targets.of(spec.target());
        String obstacle = target.availability(spec.targetOptions()).obstacle();
        return obstacle == null
                ? Faults.obstacle(spec.faultNames(), target, spec.targetOptions())
                        .orElse(null)
                : obstacle;
    }

    private boolean isOver() {
        return failure != null || surroundings.interruption().isWished();
    }

    private CampaignSummary.Cell run(Cell cell, RunFolder folder, int done) {
        var runs = new ArrayList<CampaignSummary.Run>();
        boolean isComplete = true;
        for (TestSpec spec : cell.runs()) {
            if (isOver()) {
                return outcome(cell, runs, false, null);
            }
            int number = done + runs.size() + 1;
            String name = String.format(Locale.ROOT, "%03d-%s", number, cell.name());
            String task = "[" + number + "/"
                    + campaign.cells().stream().mapToInt(c -> c.runs().size()).sum() + "] " + cell.name();
            try (Progress progress = progresses.apply(task)) {
                RunFolder own = folder.child(name);
                TestRun.Result result =
                        new TestRun(spec, settings, own, surroundings, progress, cell.expected()::isShownBy).execute();
                runs.add(CampaignSummary.Run.of(result.summary()));
                failure = result.unwritten();
                isComplete &= !result.summary().interrupted() && failure == null;
            } catch (TargetUnavailableException | SpecException e) {
                // The other cells have targets of their own, or other levels and options of this one.
                return outcome(cell, runs, true, null).failed(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                failure = surroundings.show(folder.directory()) + "/" + name + ": " + IoMessages.of(e);
            }
        }
        return outcome(cell, runs, isComplete && failure == null, null);
    }
}
