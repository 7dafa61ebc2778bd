package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Quantities;
import dev.skewer.harness.console.Table;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.PlannedCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a campaign is about to do, as a table for people. */
public final class PlanTable {
    private PlanTable() {}

    /**
     * The table, and below it what will not be done and why.
     *
     * @param obstacles why cells cannot be run here
     * @param jobs how many cells are run at once
     */
    public static List<String> lines(Campaign campaign, CampaignPlan plan, Obstacles obstacles, int jobs, Paint paint) {
        Map<String, Cell> cells = Planner.byKey(campaign);
        Function<PlannedCell, Optional<String>> obstacle =
                planned -> Optional.ofNullable(cells.get(planned.key())).flatMap(obstacles::of);
        var table = new Table("lrrll");
        table.row(List.of(
                new Table.Cell("test", paint::dim),
                new Table.Cell("seeds", paint::dim),
                new Table.Cell("about", paint::dim),
                new Table.Cell("expected", paint::dim),
                new Table.Cell("here", paint::dim)));
        Duration time = plan.measuredHere();
        int runs = 0;
        for (PlannedCell cell : plan.cells()) {
            boolean isOwn = cell.shard() == plan.shard().index();
            boolean isSkipped = isOwn && obstacle.apply(cell).isPresent();
            if (isOwn && !isSkipped) {
                time = time.plus(cell.estimate());
                runs++;
            }
            table.row(List.of(
                    Table.Cell.of(cell.name()),
                    Table.Cell.of(Figures.count(cell.seeds().size())),
                    Table.Cell.of(isSkipped ? "–" : Quantities.about(cell.estimate())),
                    Table.Cell.of(cell.expected().text()),
                    isOwn && !isSkipped
                            ? Table.Cell.of("runs")
                            : new Table.Cell(
                                    isSkipped
                                            ? "skipped"
                                            : cell.isLeftOut() ? "left out for time" : "in shard " + cell.shard(),
                                    paint::dim)));
        }
        var lines = new ArrayList<>(table.lines());
        for (PlannedCell cell : plan.own()) {
            obstacle.apply(cell)
                    .ifPresent(reason -> lines.add(paint.unsure(cell.name()) + ": skipped: " + Printable.line(reason)));
        }
        plan.leftOut().forEach(reason -> lines.add(paint.unsure("left out  ") + Printable.line(reason)));
        long late = plan.cells().stream().filter(PlannedCell::isLeftOut).count();
        lines.add("");
        lines.add(paint.bold("cells     ") + Figures.count(runs) + " of "
                + Figures.count(plan.cells().size()) + " to run"
                + (plan.shard().isWhole() ? "" : " in shard " + plan.shard())
                + (late == 0 ? "" : ", " + Figures.count(late) + " left out for the time limit"));
        if (!plan.costOfIsolation().isZero()) {
            lines.add(paint.bold("cost      ") + "of isolation, "
                    + (plan.measuredHere().isZero() ? "in shard 1" : Quantities.about(plan.costOfIsolation())));
        }
        lines.add(paint.bold("time      ") + "about " + Quantities.about(time.dividedBy(jobs)));
        lines.add(paint.bold("plan      ") + plan.id());
        return lines;
    }
}
