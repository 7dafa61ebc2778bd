package dev.skewer.harness.campaign;

import dev.skewer.checker.Validity;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.ObservedModels;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TargetUnavailableException;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs cells in this process. */
final class LocalCellRunner implements CellRunner {
    private final Map<String, Cell> cells;
    private final Map<String, Integer> firstRuns = new HashMap<>();
    private final RunFolder folder;
    private final Surroundings surroundings;
    private final RunSettings settings;
    private final Reruns reruns;
    private final Function<PlannedCell, Progress> progresses;

    /**
     * A runner of the cells of a campaign.
     *
     * @param campaign what its cells are
     * @param plan which of them are run; says how the folders of their runs are numbered
     * @param folder the campaign's own folder; each run gets one inside it
     * @param surroundings who may interrupt
     * @param settings of the runs
     * @param reruns which cells are run again
     * @param progresses where to show the progress of a cell
     */
    LocalCellRunner(
            Campaign campaign,
            CampaignPlan plan,
            RunFolder folder,
            Surroundings surroundings,
            RunSettings settings,
            Reruns reruns,
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
        this.reruns = reruns;
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
        return new Progression(planned, cell, first).run();
    }

    private static CampaignSummary.Run observed(TestSpec spec, RunSummary summary) {
        CampaignSummary.Run run = CampaignSummary.Run.of(summary);
        return spec.hasTransactions()
                ? run.observing(
                        ObservedModels.of(spec.promisedConsistencyModel().orElse(""), summary.verdict()))
                : run;
    }

    /** What becomes of one cell. */
    private final class Progression {
        private final PlannedCell planned;
        private final Cell cell;
        private final int first;
        private final List<CampaignSummary.Run> runs = new ArrayList<>();
        private boolean isComplete = true;
        private @Nullable String failure;

        Progression(PlannedCell planned, Cell cell, int first) {
            this.planned = planned;
            this.cell = cell;
            this.first = first;
        }

        Outcome run() {
            try {
                for (int i = 0; i < cell.runs().size(); i++) {
                    if (isOver()) {
                        return new Outcome(outcome(planned, runs, false, null), failure);
                    }
                    run(cell.runs().get(i), folderName(i)).ifPresent(runs::add);
                }
                while (!isOver() && isComplete && reruns.isWanted(cell.expected(), runs)) {
                    again();
                }
            } catch (TargetUnavailableException | SpecException e) {
                // The other cells have targets of their own, or other levels and options of this one.
                return new Outcome(outcome(planned, runs, true, null).failed(String.valueOf(e.getMessage())), null);
            }
            return new Outcome(outcome(planned, runs, isComplete && failure == null, null), failure);
        }

        private boolean isOver() {
            return failure != null || surroundings.interruption().isWished();
        }

        /** Once more with the seeds that are not decided, or with all if all are, in turn. */
        private void again() {
            int number = runs.size() - cell.runs().size();
            List<Integer> undecided = IntStream.range(0, cell.runs().size())
                    .filter(i -> runs.get(i).valid() == Validity.UNKNOWN)
                    .boxed()
                    .toList();
            int seed = undecided.isEmpty() ? number % cell.runs().size() : undecided.get(number % undecided.size());
            long start = System.nanoTime();
            run(cell.runs().get(seed), folderName(seed) + "-again-" + (number + 1))
                    .ifPresent(run -> runs.add(run.rerun()));
            reruns.spend(Duration.ofNanos(System.nanoTime() - start));
        }

        private String folderName(int seed) {
            return String.format(Locale.ROOT, "%03d-%s", first + seed, cell.name());
        }

        private Optional<CampaignSummary.Run> run(TestSpec spec, String name) {
            try (Progress progress = progresses.apply(planned)) {
                TestRun.Result result = new TestRun(
                                spec, settings, folder.child(name), surroundings, progress, cell.expected()::isShownBy)
                        .execute();
                failure = result.unwritten();
                isComplete &= !result.summary().interrupted() && failure == null;
                return Optional.of(observed(spec, result.summary()));
            } catch (IOException e) {
                failure = surroundings.show(folder.directory()) + "/" + name + ": " + IoMessages.of(e);
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() {}
}
