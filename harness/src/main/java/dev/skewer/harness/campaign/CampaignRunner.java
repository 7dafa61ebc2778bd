package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Quantities;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.ProgressFile;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.ReferenceSpeed;
import dev.skewer.results.summary.RunProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the plan of a campaign. One cell after the other as a rule: tests that run side by side take each other's processors, and
 * so their chance to fail. Several at once run in a process each.
 *
 * <p>What came of a cell is on disk when the next begins, so that another process can go on where this one was ended.
 */
public final class CampaignRunner {
    private final Campaign campaign;
    private final CampaignPlan plan;
    private final Obstacles obstacles;
    private final Surroundings surroundings;
    private final RunSettings settings;
    private final @Nullable Duration timeLimit;
    private final Jobs jobs;
    private final RunPolicy policy;
    private final Consumer<CampaignSummary.Cell> onCell;
    private final Function<String, Progress> progresses;

    private final List<PlannedCell> own;
    /** What came of the cells that are over, or were cut short. */
    private final Map<PlannedCell, CampaignSummary.Cell> outcomes = new HashMap<>();
    /** How many of its own cells have been told, or never will be. */
    private int told;

    /** How fast the machine was; empty if that was not measured. */
    private Optional<ReferenceSpeed> reference = Optional.empty();

    /** Why the campaign cannot go on, in one line. */
    private volatile @Nullable String failure;

    /**
     * A campaign that is about to run.
     *
     * @param campaign what its cells are
     * @param plan which of them to run
     * @param obstacles why cells cannot be run here
     * @param surroundings where to show progress, and who may interrupt
     * @param settings of its runs
     * @param timeLimit how long it may take from now on; null for as long as it takes
     * @param jobs how many cells to run at once
     * @param policy what it does besides
     * @param onCell told each cell's outcome when it is known, in their order
     */
    public CampaignRunner(
            Campaign campaign,
            CampaignPlan plan,
            Obstacles obstacles,
            Surroundings surroundings,
            RunSettings settings,
            @Nullable Duration timeLimit,
            Jobs jobs,
            RunPolicy policy,
            Consumer<CampaignSummary.Cell> onCell) {
        this.campaign = campaign;
        this.plan = plan;
        this.obstacles = obstacles;
        this.surroundings = surroundings;
        this.settings = settings;
        this.timeLimit = timeLimit;
        this.jobs = jobs;
        this.policy = policy;
        this.onCell = onCell;
        own = plan.own();
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
     * Runs cells that another process asks for, until its input ends.
     *
     * @param folder the campaign's own, with its plan
     * @param reruns which cells it runs again
     * @throws dev.skewer.results.summary.SummaryException if its plan cannot be understood
     * @throws IOException if that cannot be read
     */
    public static void serve(
            Campaign campaign, CampaignFolder folder, Surroundings surroundings, RunSettings settings, Reruns reruns)
            throws IOException, InterruptedException {
        CampaignPlan plan =
                folder.plan().orElseThrow(() -> new IllegalStateException(folder.shown() + ": no plan of a campaign"));
        var runner = new LocalCellRunner(
                campaign, plan, folder.folder(), surroundings, settings, reruns, cell -> Progress.SILENT);
        new CampaignWorker(plan, runner, surroundings.interruption()).serve(surroundings.in(), surroundings.out());
    }

    /**
     * Runs what is not over yet; blocks until all is, or it is interrupted, or until a folder cannot be written.
     *
     * @param folder the campaign's own, with its plan; each run gets one inside it
     * @throws dev.skewer.results.summary.SummaryException if what it keeps of a cell cannot be understood
     * @throws IOException if that cannot be read
     */
    @SuppressWarnings("try") // the file says that the campaign goes on, as long as it does
    public Result execute(CampaignFolder folder) throws IOException {
        ProgressFile watched = ProgressFile.begin(folder.folder(), RunProgress.Phase.CAMPAIGN);
        try {
            return executed(folder);
        } finally {
            watched.close();
        }
    }

    private Result executed(CampaignFolder folder) throws IOException {
        Agenda agenda = agenda(folder);
        tell(agenda);
        if (jobs.count() == 1) {
            try (CellRunner runner = new LocalCellRunner(
                            campaign,
                            plan,
                            folder.folder(),
                            surroundings,
                            settings,
                            policy.reruns(),
                            cell -> progress(agenda, cell));
                    Calibration calibration = Calibration.of(
                            policy.isCalibrated() && !agenda.open().isEmpty())) {
                work(folder, agenda, runner, calibration);
                reference = calibration.speed();
            }
        } else {
            Path directory = folder.folder().directory();
            List<String> command = jobs.command(surroundings, directory);
            var team = new Team(
                    jobs.count(),
                    () -> new WorkerCellRunner(command, surroundings.cwd(), directory.resolve("workers.log")));
            try (Progress progress = progresses.apply("campaign")) {
                team.work(
                        runner -> work(folder, agenda, runner, Calibration.NONE),
                        () -> show(agenda, progress),
                        this::isOver);
            }
        }
        List<IsolationCost> cost = cost(agenda);
        CampaignSummary ran = summary(folder, agenda, cost);
        CampaignSummary summary = policy.judge().apply(ran.with(new Conditions(jobs.count(), reference)));
        try {
            folder.write(summary);
        } catch (IOException e) {
            fail(folder.shown() + ": " + IoMessages.of(e));
        }
        folder.folder().becomeLatest(settings.results());
        return new Result(summary, failure);
    }

    /** Runs one cell after the other until there is none left; several threads may, each with a runner of its own. */
    private void work(CampaignFolder folder, Agenda agenda, CellRunner runner, Calibration calibration) {
        while (!isOver()) {
            calibration.between();
            Optional<PlannedCell> next = agenda.next();
            if (next.isEmpty()) {
                return;
            }
            CellRunner.Outcome outcome = runner.run(next.get());
            agenda.done(next.get());
            keep(folder, next.get(), outcome);
            tell(agenda);
        }
    }

    /** What is left to do: all but what is over already, and what cannot be done here. */
    private Agenda agenda(CampaignFolder folder) throws IOException {
        Map<String, Cell> cells = Planner.byKey(campaign);
        var open = new ArrayList<PlannedCell>();
        for (PlannedCell planned : own) {
            Optional<CampaignSummary.Cell> kept = folder.kept(planned);
            Cell cell = cells.get(planned.key());
            Optional<String> obstacle = kept.isPresent() || cell == null ? Optional.empty() : obstacles.of(cell);
            if (kept.isPresent()) {
                outcomes.put(planned, kept.get());
            } else if (obstacle.isPresent()) {
                outcomes.put(planned, LocalCellRunner.outcome(planned, List.of(), true, obstacle.get()));
            } else {
                open.add(planned);
            }
        }
        return new Agenda(open, List.copyOf(outcomes.keySet()), timeLimit, jobs.count(), System::nanoTime);
    }

    private boolean isOver() {
        return failure != null || surroundings.interruption().isWished();
    }

    private synchronized void fail(String why) {
        failure = failure == null ? why : failure;
    }

    private synchronized void keep(CampaignFolder folder, PlannedCell planned, CellRunner.Outcome outcome) {
        outcomes.put(planned, outcome.cell());
        if (outcome.failure() != null) {
            fail(outcome.failure());
        }
        if (outcome.cell().isComplete()) {
            try {
                folder.keep(planned, outcome.cell());
            } catch (IOException e) {
                fail(folder.shown() + ": " + IoMessages.of(e));
            }
        }
    }

    /** Tells the outcomes that are known, up to the first that is not yet. */
    private synchronized void tell(Agenda agenda) {
        List<PlannedCell> leftOut = agenda.leftOut();
        for (; told < own.size(); told++) {
            PlannedCell cell = own.get(told);
            CampaignSummary.Cell outcome = outcomes.get(cell);
            if (outcome != null) {
                onCell.accept(outcome);
            } else if (!leftOut.contains(cell)) {
                return;
            }
        }
    }

    /** How far several jobs have come together. */
    private void show(Agenda agenda, Progress progress) {
        int over = agenda.over();
        progress.show(
                (double) over / own.size(),
                over + " of " + own.size() + " cells over, "
                        + agenda.running().stream().map(PlannedCell::name).collect(Collectors.joining(" | ")) + "; "
                        + Quantities.about(agenda.left()) + " left");
    }

    /** The progress of a cell, and how long the whole will take. */
    private Progress progress(Agenda agenda, PlannedCell cell) {
        Progress progress = progresses.apply("[" + (agenda.over() + 1) + "/" + own.size() + "] " + cell.name());
        return new Progress() {
            @Override
            public void show(double fraction, String text) {
                progress.show(fraction, text + "; campaign: " + Quantities.about(agenda.left()) + " left");
            }

            @Override
            public void close() {
                progress.close();
            }
        };
    }

    private List<IsolationCost> cost(Agenda agenda) {
        Duration duration = plan.measuredHere();
        if (duration.isZero() || isOver() || !agenda.hasTimeFor(duration)) {
            return List.of();
        }
        try (Progress progress = progresses.apply("cost of isolation")) {
            return CostOfIsolation.measure(duration, progress, surroundings.interruption());
        } catch (IOException e) {
            fail("cost of isolation: " + IoMessages.of(e));
            return List.of();
        }
    }

    private CampaignSummary summary(CampaignFolder folder, Agenda agenda, List<IsolationCost> cost) {
        List<PlannedCell> late = agenda.leftOut();
        var cells = new ArrayList<CampaignSummary.Cell>();
        var omitted = new ArrayList<Omission>();
        int planned = 0;
        for (PlannedCell cell : plan.cells()) {
            CampaignSummary.Cell outcome = outcomes.get(cell);
            if (outcome != null) {
                planned++;
                cells.add(outcome);
            } else if (cell.isLeftOut() || late.contains(cell)) {
                omitted.add(Omission.byTimeLimit(cell));
            } else if (own.contains(cell)) {
                planned++;
                omitted.add(Omission.missing(cell, "the campaign ended before"));
            }
        }
        return new CampaignSummary(
                campaign.name(),
                folder.shown(),
                planned,
                cells,
                new CampaignSummary.Part(plan.id(), plan.shard(), omitted, List.of()),
                campaign.leftOut(),
                cost,
                Producer.name());
    }
}
